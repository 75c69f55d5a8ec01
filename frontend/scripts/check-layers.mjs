// Fails when an import points upwards: app > features > components > lib > api, and among the features
// the direction that the backend's areas have.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const layers = ["app", "features", "components", "lib", "api", "i18n"];
const areas = [
  ["demo"],
  ["mentoring", "networking", "intake"],
  ["calendars", "messaging"],
  ["agenda"],
  ["directory"],
  ["accounts"],
];

const root = new URL("../src", import.meta.url).pathname;
const importPattern = /(?:from|import)\s*\(?\s*"([^"]+)"/g;

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function targetOf(file, wanted) {
  if (wanted.startsWith("@/")) return wanted.slice(2);
  return wanted.startsWith(".") ? relative(root, join(file, "..", wanted)) : null;
}

function complaint(from, to) {
  const [fromLayer, fromArea] = from.split("/");
  const [toLayer, toArea] = to.split("/");
  if (layers.indexOf(fromLayer) > layers.indexOf(toLayer)) return `${fromLayer} may not use ${toLayer}`;
  if (fromLayer !== "features" || toLayer !== "features" || fromArea === toArea) return null;
  const rank = (area) => areas.findIndex((row) => row.includes(area));
  return rank(fromArea) >= rank(toArea) ? `the area ${fromArea} may not use ${toArea}` : null;
}

const complaints = [];
for (const file of filesBelow(root)) {
  const from = relative(root, file);
  if (!from.includes("/")) continue;
  for (const [, wanted] of readFileSync(file, "utf8").matchAll(importPattern)) {
    const to = targetOf(file, wanted);
    const word = to && complaint(from, to);
    if (word) complaints.push(`${from}: ${word} (${wanted})`);
  }
}

if (complaints.length > 0) {
  console.error(complaints.join("\n"));
  process.exit(1);
}
