# syntax=docker/dockerfile:1

# The current LTS; .nvmrc and the workflow name the same.
FROM node:24-bookworm-slim AS build
WORKDIR /goalschool
ENV NUXT_TELEMETRY_DISABLED=1 npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

# The dependencies change seldom: a layer of their own. What is generated needs the sources and comes after them.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts

COPY . .
RUN npm rebuild \
  && node scripts/generate.mjs \
  && npm run build

# Only the build needs these, and hundreds of packages of theirs, and nobody Prisma's query compilers for databases that are not
# ours. package.json stays as it was.
RUN cp -p package.json /tmp/ \
  && npm pkg delete dependencies.nuxt dependencies.nitropack dependencies.h3 dependencies.vue dependencies.terser dependencies.vite dependencies.idb dependencies.prisma \
    dependencies.@inlang/paraglide-js dependencies.@inlang/plugin-message-format \
  && npm prune --omit=dev --ignore-scripts \
  && cp -p /tmp/package.json . \
  && find node_modules/@prisma/client/runtime -name 'query_compiler_*' ! -name '*.postgresql.*' -delete

FROM node:24-bookworm-slim
WORKDIR /goalschool
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data

# An ordinary user who owns nothing but the data.
RUN install --directory --owner=node --group=node /data
COPY --from=build /goalschool/package.json /goalschool/tsconfig.json ./
COPY --from=build /goalschool/node_modules ./node_modules
COPY --from=build /goalschool/.nuxt/tsconfig.json ./.nuxt/tsconfig.json
COPY --from=build /goalschool/prisma ./prisma
COPY --from=build /goalschool/shared ./shared
COPY --from=build /goalschool/server ./server
COPY --from=build /goalschool/cli ./cli
COPY --from=build /goalschool/.output ./.output

USER node
VOLUME /data
EXPOSE 3000
# Ready only counts for load balancers: a database that is away is no reason to kill this process.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

# Not through npm, so that SIGTERM reaches the launcher itself.
ENTRYPOINT ["node", "cli/bin.mjs"]
CMD ["start"]
