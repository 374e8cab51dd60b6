import { sql } from '../../infra/db/sql'

/** The columns of `ViewerRow` over the alias `u` (users): a person with the rights of this moment. */
export const viewerColumns = sql`u.id AS "userId", u.name, u.email, u.locale,
      ARRAY(SELECT r.role::text FROM user_roles r WHERE r."tenantId" = u."tenantId" AND r."userId" = u.id) AS roles,
      ARRAY(SELECT b."branchId" FROM user_branches b WHERE b."tenantId" = u."tenantId" AND b."userId" = u.id) AS "branchIds",
      (SELECT st.id FROM students st WHERE st."tenantId" = u."tenantId" AND st."userId" = u.id) AS "studentId",
      COALESCE((SELECT json_agg(json_build_object('host', o.host, 'name', o.name) ORDER BY o.name, o.host)
        FROM user_schools o WHERE o."tenantId" = u."tenantId" AND o."userId" = u.id), '[]') AS "otherSchools"`
