/**
 * Builds the widget: the modules of src/ as four scripts, embed.js with the style sheet, to read,
 * write.js, which it loads when somebody writes, stay.js, when somebody stays, and counts.js, where a
 * page wants counts; and each language that is not in them as a file of its own.
 * Beside each stands what is sent: gzip by Zopfli, which needs a second and saves 3 %.
 *
 *     node moderation/widget/build.mjs            writes them to static/
 *     node moderation/widget/build.mjs --check    says whether the committed ones are what the sources give
 *     node moderation/widget/build.mjs --size     says how large they are, and fails above the limit
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipAsync } from "@gfx/zopfli";
import { build, transform } from "esbuild";
import { minify } from "terser";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const TARGET = ["chrome111", "firefox115", "safari16.4"];
const KIB = 1024;
/** Bytes with gzip: what is aimed at, and what fails. */
const SCRIPTS = [
  { name: "embed.js", source: "src", format: "iife", goal: 10 * KIB, limit: 12 * KIB },
  { name: "write.js", source: "src/write", format: "esm", goal: 8 * KIB, limit: 10 * KIB },
  { name: "stay.js", source: "src/stay", format: "esm", goal: 3 * KIB, limit: 4 * KIB },
  { name: "counts.js", source: "src/counts", format: "esm", mute: true, goal: 1 * KIB, limit: 2 * KIB },
];
/** The longest first: `pt-br` is more than `pt`. */
const TAGS = (await readdir(`${HERE}src/languages`))
  .map((name) => name.replace(/\.js$/, ""))
  .sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
const LANGUAGES = TAGS.map((tag) => ({ name: `languages/${tag}.js`, tag, goal: 4 * KIB, limit: 6 * KIB }));

/** A style sheet is imported as its text, minified. */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const { code } = await transform(source, { loader: "css", minify: true, target: TARGET });
      return { contents: code.trim().replace(/([:,]) /g, "$1"), loader: "text" };
    });
  },
};

/** What the scripts that embed.js loads take from it instead of holding it again: see src/shared.js. */
const borrowed = {
  name: "borrowed",
  async setup({ onLoad }) {
    const source = await readFile(`${HERE}src/shared.js`, "utf8");
    const lent = /shared = \[(.+)\]/.exec(source)[1].split(", ");
    for (const [, names, module] of source.matchAll(/import { (.+) } from "\.(.+)";/g)) {
      const places = names.split(", ").map((name) => `${name} = lent[${lent.indexOf(name)}]`);
      const contents = `const lent = customElements.get("article-comments").shared; export const ${places};`;
      onLoad({ filter: new RegExp(`/widget/src${module}$`) }, () => ({ contents }));
    }
  },
};

/** The keys of a script's messages, if it has any. Their place in this list is their number. */
async function keysOf({ source, mute }) {
  if (mute) return [];
  const { default: english } = await import(`${HERE}${source}/messages/en.js`);
  return Object.keys(english);
}

/** What the file of a language calls the texts of a script: another name once the numbers mean other texts. */
const nameOf = (keys) => `c${createHash("sha256").update(keys.join()).digest("hex").slice(0, 8)}`;

const listed = (keys, texts) => JSON.stringify(keys.map((key) => texts[key]));

/**
 * The keys of the messages, which are long to be read, become numbers, and catalogues the lists of
 * their texts. Each script has catalogues of its own: the one knows nothing of the other's numbers.
 *
 * @param {string[]} keys
 */
function numbered(keys) {
  const numbers = new Map(keys.map((key, number) => [`"${key}"`, number]));
  return {
    name: "numbered",
    setup({ onLoad }) {
      onLoad({ filter: /\/messages\/\w+\.js$/ }, async ({ path }) => {
        const { default: texts } = await import(path);
        return { contents: listed(keys, texts), loader: "json" };
      });
      onLoad({ filter: /\/widget\/src\/.*\.js$/ }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        return { contents: source.replace(/"[\w.]+"/g, (text) => numbers.get(text) ?? text) };
      });
    },
  };
}

async function script(options) {
  const { source, format } = options;
  const lent = format === "esm";
  const keys = await keysOf(options);
  const { outputFiles } = await build({
    entryPoints: [`${HERE}${source}/main.js`],
    bundle: true,
    minify: true,
    format,
    target: TARGET,
    charset: "utf8",
    legalComments: "none",
    define: { LANGUAGES: JSON.stringify(TAGS), CATALOGUE: JSON.stringify(nameOf(keys)) },
    plugins: [...(lent ? [borrowed] : []), styles, numbered(keys)],
    write: false,
  });
  const { code } = await minify(outputFiles[0].text, {
    ecma: 2022,
    module: lent,
    // No function of ours has a `this` of its own.
    compress: { passes: 3, unsafe_arrows: true },
  });
  return `${code}\n`;
}

/** A language's file: for each script the list of its texts. */
async function language({ name }) {
  const { default: texts } = await import(`${HERE}src/${name}`);
  const keys = await Promise.all(SCRIPTS.filter(({ mute }) => !mute).map(keysOf));
  return `export const ${keys.map((its) => `${nameOf(its)}=${listed(its, texts)}`).join(",")};\n`;
}

const bundle = (output) => (output.tag ? language(output) : script(output));
const pathOf = ({ name }) => `${HERE}static/${name}`;

const compressed = (text) => gzipAsync(text, { numiterations: 15 });
const compressedPathOf = (output) => `${pathOf(output)}.gz`;

async function write(output) {
  const text = await bundle(output);
  await writeFile(pathOf(output), text);
  await writeFile(compressedPathOf(output), await compressed(text));
}

async function check(output) {
  const built = await bundle(output);
  const sent = await readFile(compressedPathOf(output));
  if (built === (await readFile(pathOf(output), "utf8")) && sent.equals(await compressed(built))) return;
  console.error(`static/${output.name} is not what the sources give: run \`npm run build\` and commit it.`);
  process.exitCode = 1;
}

async function size(output) {
  const { name, goal, limit } = output;
  const [text, sent] = await Promise.all([readFile(pathOf(output)), readFile(compressedPathOf(output))]);
  const bytes = sent.length;
  console.log(`${name}: ${text.length} bytes, ${bytes} with gzip (goal ${goal}, limit ${limit})`);
  if (bytes > limit) process.exitCode = 1;
}

const verbs = { "--check": check, "--size": size };
const verb = verbs[process.argv[2]] ?? write;
await mkdir(`${HERE}static/languages`, { recursive: true });
for (const output of [...SCRIPTS, ...LANGUAGES]) await verb(output);
