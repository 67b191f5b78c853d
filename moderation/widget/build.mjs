/**
 * Builds the widget: the modules of src/ and their style sheet as one classic script.
 *
 *     node moderation/widget/build.mjs            writes static/embed.js
 *     node moderation/widget/build.mjs --check    says whether the committed one is what the sources give
 *     node moderation/widget/build.mjs --size     says how large it is, and fails above the limit
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { minify } from "terser";
import english from "./src/messages/en.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const BUNDLE = `${HERE}static/embed.js`;
const TARGET = ["chrome111", "firefox115", "safari16.4"];
const GOAL = 10 * 1024;
const LIMIT = 12 * 1024;

/** A style sheet is imported as its text, minified. */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const { code } = await transform(source, { loader: "css", minify: true, target: TARGET });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** The keys of the messages, which are long to be read, become numbers. */
const keys = {
  name: "keys",
  setup({ onLoad }) {
    const numbers = new Map(Object.keys(english).map((key, number) => [`"${key}"`, number]));
    onLoad({ filter: /\/widget\/src\/.*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      return { contents: source.replace(/"[\w.]+"/g, (text) => numbers.get(text) ?? text) };
    });
  },
};

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [`${HERE}src/main.js`],
    bundle: true,
    minify: true,
    format: "iife",
    target: TARGET,
    charset: "utf8",
    legalComments: "none",
    plugins: [styles, keys],
    write: false,
  });
  const { code } = await minify(outputFiles[0].text, { ecma: 2022, compress: { passes: 3 } });
  return `${code}\n`;
}

async function check() {
  const [built, committed] = await Promise.all([bundle(), readFile(BUNDLE, "utf8")]);
  if (built === committed) return;
  console.error("static/embed.js is not what the sources give: run `npm run build` and commit it.");
  process.exitCode = 1;
}

async function size() {
  const script = await readFile(BUNDLE);
  const bytes = gzipSync(script, { level: 9 }).length;
  console.log(`embed.js: ${script.length} bytes, ${bytes} with gzip (goal ${GOAL}, limit ${LIMIT})`);
  if (bytes > LIMIT) process.exitCode = 1;
}

const verbs = { "--check": check, "--size": size };
const verb = process.argv[2];
await (verb ? verbs[verb]() : bundle().then((text) => writeFile(BUNDLE, text)));
