-- A trigram index of the names of all schools goes through long lists for each trigram, and a school's own twenty
-- thousand among them: 3 of the 5 ms of a search among a million. What is indexed now is each trigram together with its
-- school, as one number, so that no list is longer than the school has names for it. Numbers may collide: what is found
-- is held against the terms themselves.

-- Every three letters in a row of a name, lower-cased as ILIKE does it, as numbers of this school's own.
CREATE FUNCTION name_keys(tenant uuid, name text) RETURNS bigint[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(hashtextextended(substr(folded, place, 3), uuid_hash_extended(tenant, 0))), '{}')
  FROM (SELECT lower(name) AS folded) lowered, generate_series(1, length(folded) - 2) AS place
$$;

CREATE INDEX "students_name_keys" ON "students" USING GIN (name_keys("tenantId", "name"));
CREATE INDEX "users_name_keys" ON "users" USING GIN (name_keys("tenantId", "name"));

-- All the keys of all terms; none when no term has three letters.
CREATE FUNCTION keys_of_terms(terms text[]) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(key), '{}') FROM unnest(terms) AS term, unnest(name_keys(current_tenant(), term)) AS key
$$;

-- The ids of students whose name holds every term, at most `max`. IS NOT DISTINCT FROM keeps the planner from going
-- through the whole school by another index. Terms without three letters have no key: there the school's own names
-- are looked through.
CREATE OR REPLACE FUNCTION search_students(terms text[], max int) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
  SELECT s."id" FROM "students" s
  WHERE (SELECT cardinality(keys_of_terms(terms)) > 0) AND name_keys(s."tenantId", s."name") @> (SELECT keys_of_terms(terms))
    AND s."tenantId" IS NOT DISTINCT FROM current_tenant() AND s."endedAt" IS NULL
    AND s."name" ILIKE ALL (SELECT like_pattern(term) FROM unnest(terms) AS term)
  UNION ALL
  SELECT s."id" FROM "students" s
  WHERE (SELECT cardinality(keys_of_terms(terms)) = 0) AND s."tenantId" = current_tenant() AND s."endedAt" IS NULL
    AND (s."name" || '') ILIKE ALL (SELECT like_pattern(term) FROM unnest(terms) AS term)
  LIMIT max
$$;

CREATE OR REPLACE FUNCTION search_users(terms text[], max int) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
  SELECT u."id" FROM "users" u
  WHERE (SELECT cardinality(keys_of_terms(terms)) > 0) AND name_keys(u."tenantId", u."name") @> (SELECT keys_of_terms(terms))
    AND u."tenantId" IS NOT DISTINCT FROM current_tenant() AND u."endedAt" IS NULL
    AND u."name" ILIKE ALL (SELECT like_pattern(term) FROM unnest(terms) AS term)
  UNION ALL
  SELECT u."id" FROM "users" u
  WHERE (SELECT cardinality(keys_of_terms(terms)) = 0) AND u."tenantId" = current_tenant() AND u."endedAt" IS NULL
    AND (u."name" || '') ILIKE ALL (SELECT like_pattern(term) FROM unnest(terms) AS term)
  LIMIT max
$$;

DROP FUNCTION has_trigram(text);

-- Whose name is most like a term that nobody's holds: the trigram indexes know how alike names are.
CREATE FUNCTION similar_students(term text, max int) RETURNS TABLE (id uuid, distance real)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.word_similarity_threshold = 0.45 ROWS 10 AS $$
  SELECT s."id", term <<-> s."name" FROM "students" s
  WHERE s."tenantId" = current_tenant() AND s."endedAt" IS NULL AND s."name" %> term
  ORDER BY term <<-> s."name", s."id" LIMIT max
$$;

CREATE FUNCTION similar_users(term text, max int) RETURNS TABLE (id uuid, distance real)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.word_similarity_threshold = 0.45 ROWS 10 AS $$
  SELECT u."id", term <<-> u."name" FROM "users" u
  WHERE u."tenantId" = current_tenant() AND u."endedAt" IS NULL AND u."name" %> term
  ORDER BY term <<-> u."name", u."id" LIMIT max
$$;

GRANT CREATE ON SCHEMA public TO goalschool_search;
ALTER FUNCTION similar_students(text, int) OWNER TO goalschool_search;
ALTER FUNCTION similar_users(text, int) OWNER TO goalschool_search;
REVOKE CREATE ON SCHEMA public FROM goalschool_search;
REVOKE ALL ON FUNCTION similar_students(text, int), similar_users(text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION similar_students(text, int), similar_users(text, int) TO goalschool_app;
