/**
 * Builds the widget: the modules of src/ as two scripts, embed.js with the style sheet, to read, and
 * write.js, which it loads when somebody writes.
 *
 *     node moderation/widget/build.mjs            writes them to static/
 *     node moderation/widget/build.mjs --check    says whether the committed ones are what the sources give
 *     node moderation/widget/build.mjs --size     says how large they are, and fails above the limit
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { minify } from "terser";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const TARGET = ["chrome111", "firefox115", "safari16.4"];
const KIB = 1024;
/** Bytes with gzip: what is aimed at, and what fails. */
const SCRIPTS = [
  { name: "embed.js", source: "src", format: "iife", goal: 10 * KIB, limit: 12 * KIB },
  { name: "write.js", source: "src/write", format: "esm", goal: 5 * KIB, limit: 6 * KIB },
];

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

/**
 * The keys of the messages, which are long to be read, become numbers, and catalogues the lists of
 * their texts. Each script has catalogues of its own: the one knows nothing of the other's numbers.
 *
 * @param {string} folder of the catalogues
 */
async function numbered(folder) {
  const { default: english } = await import(`${folder}en.js`);
  const keys = Object.keys(english);
  const numbers = new Map(keys.map((key, number) => [`"${key}"`, number]));
  return {
    name: "numbered",
    setup({ onLoad }) {
      onLoad({ filter: /\/messages\/\w+\.js$/ }, async ({ path }) => {
        const { default: texts } = await import(path);
        return { contents: JSON.stringify(keys.map((key) => texts[key])), loader: "json" };
      });
      onLoad({ filter: /\/widget\/src\/.*\.js$/ }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        return { contents: source.replace(/"[\w.]+"/g, (text) => numbers.get(text) ?? text) };
      });
    },
  };
}

async function bundle({ source, format }) {
  const folder = `${HERE}${source}/`;
  const { outputFiles } = await build({
    entryPoints: [`${folder}main.js`],
    bundle: true,
    minify: true,
    format,
    target: TARGET,
    charset: "utf8",
    legalComments: "none",
    plugins: [styles, await numbered(`${folder}messages/`)],
    write: false,
  });
  const options = { ecma: 2022, module: format === "esm", compress: { passes: 3 } };
  const { code } = await minify(outputFiles[0].text, options);
  return `${code}\n`;
}

const pathOf = ({ name }) => `${HERE}static/${name}`;

async function write(script) {
  await writeFile(pathOf(script), await bundle(script));
}

async function check(script) {
  const [built, committed] = await Promise.all([bundle(script), readFile(pathOf(script), "utf8")]);
  if (built === committed) return;
  console.error(`static/${script.name} is not what the sources give: run \`npm run build\` and commit it.`);
  process.exitCode = 1;
}

async function size(script) {
  const { name, goal, limit } = script;
  const text = await readFile(pathOf(script));
  const bytes = gzipSync(text, { level: 9 }).length;
  console.log(`${name}: ${text.length} bytes, ${bytes} with gzip (goal ${goal}, limit ${limit})`);
  if (bytes > limit) process.exitCode = 1;
}

const verbs = { "--check": check, "--size": size };
const verb = verbs[process.argv[2]] ?? write;
for (const script of SCRIPTS) await verb(script);
