# docker build -t rapport . && docker run --read-only --tmpfs /tmp -v rapport:/data -p 127.0.0.1:3000:3000 \
#   -e APP_URL=https://training.academy.example -e TRUST_PROXY=uniquelocal rapport
FROM node:24-bookworm-slim AS build
WORKDIR /app
# better-sqlite3 is fetched as a binary; what it would need to be built is not in this image.
COPY package.json package-lock.json ./
COPY prisma.config.ts ./
COPY prisma ./prisma
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data DATABASE_URL=file:/data/rapport.db MALLOC_ARENA_MAX=2
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/prisma.config.ts /app/tsconfig.json ./
# What npm run doctor and the other commands start.
COPY --from=build /app/app ./app
COPY --from=build /app/content ./content
RUN install -d -o node -g node -m 0700 /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:3000/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"
# Node itself, so that SIGTERM reaches it.
CMD ["node", "--enable-source-maps", "--heap-growing-percent=150", "build/server/main.js"]
