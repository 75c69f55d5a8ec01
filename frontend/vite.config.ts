import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const backend = process.env.MERIDIAN_BACKEND ?? "http://127.0.0.1:8000";
// The backend compares a call's origin with its host, so the proxy leaves the host as it is.
const proxied = ["/api", "/_allauth", "/oauth", "/healthz", "/readyz"];

export default defineConfig(({ command }) => ({
  // Django serves the build below /static/; the development server keeps the plain root.
  base: command === "build" ? "/static/" : "/",
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { manifest: true, target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { port: 5173, proxy: Object.fromEntries(proxied.map((path) => [path, { target: backend }])) },
}));
