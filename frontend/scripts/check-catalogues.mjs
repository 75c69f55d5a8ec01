// Fails when the Korean and the English catalogue differ in keys or placeholders, when a text is empty, when the
// source asks for a key that is missing, or when a key is asked for nowhere.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const src = new URL("../src", import.meta.url).pathname;
const languages = ["ko", "en"];

function flat(tree, prefix = "") {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string" ? [[prefix + name, value]] : flat(value, `${prefix}${name}.`),
  );
}

const read = (language) => flat(JSON.parse(readFileSync(join(src, "i18n", `${language}.json`), "utf8")));
const withoutPlural = (key) => key.replace(/_(one|other)$/, "");
const placeholders = (text) => [...new Set(text.match(/{{\w+}}/g))].sort().join(" ");

const complaints = [];
const texts = Object.fromEntries(languages.map((language) => [language, new Map()]));
for (const language of languages) {
  for (const [key, text] of read(language)) {
    if (text.trim() === "") complaints.push(`${language}: ${key} is empty`);
    texts[language].set(withoutPlural(key), text);
  }
}

const keys = new Set(languages.flatMap((language) => [...texts[language].keys()]));
for (const key of keys) {
  const [ko, en] = languages.map((language) => texts[language].get(key));
  if (ko === undefined || en === undefined)
    complaints.push(`${ko === undefined ? "ko" : "en"}: ${key} is missing`);
  else if (placeholders(ko) !== placeholders(en))
    complaints.push(`${key}: the languages differ in placeholders`);
}

const source = readdirSync(src, { recursive: true })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join(src, name), "utf8"))
  .join("\n");

// Keys appear as "area.name" or, where the last part is data, as `area.${value}`.
const literal = new Set([...source.matchAll(/"([a-z][\w]*(?:\.\w+)+)"/gi)].map(([, key]) => key));
const called = [...source.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, key]) => key);
const stems = [...source.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)].map(([, stem]) => stem);
const chosen = new Set(
  [...source.matchAll(/\bt\(([^`]*?)[,)]/gs)].flatMap(([, inner]) => inner.match(/"[^"]+"/g) ?? []),
);

for (const key of called)
  if (!keys.has(key)) complaints.push(`the source asks for ${key}, which no catalogue has`);
for (const stem of stems) {
  if (![...keys].some((key) => key.startsWith(stem))) complaints.push(`nothing begins with ${stem}`);
}
for (const key of keys) {
  const used = literal.has(key) || chosen.has(`"${key}"`) || stems.some((stem) => key.startsWith(stem));
  if (!used) complaints.push(`${key} is used nowhere`);
}

if (complaints.length > 0) {
  console.error(complaints.join("\n"));
  process.exit(1);
}
