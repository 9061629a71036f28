// A program that somebody gives the address of a blog. It reads the code from its input, as its own
// server would from the address to which people are sent back.
import http from "node:http";
import { createInterface } from "node:readline/promises";
import { Micropub } from "micropub-helper";

const [me, gateway, picture] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

// The gateway answers for every host; only the way there is another, and fetch sets no `Host`.
globalThis.fetch = async (address, options) => {
  const asked = new Request(address, options);
  const { host, pathname, search } = new URL(asked.url);
  const sent = Buffer.from(await asked.arrayBuffer());
  const headers = { ...Object.fromEntries(asked.headers), host, "content-length": sent.length };
  const there = { method: asked.method, path: pathname + search, headers };
  return new Promise((resolve, reject) => {
    const request = http.request(gateway, there, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      const body = answer.statusCode === 204 ? null : Buffer.concat(parts);
      resolve(new Response(body, { status: answer.statusCode, headers: answer.headers }));
    });
    request.on("error", reject);
    request.end(sent);
  });
};

function tell(value) {
  console.log(JSON.stringify(value));
}

const program = new Micropub({
  me,
  clientId: "https://client.test/",
  redirectUri: "https://client.test/back",
  state: "a-state",
  scope: "create update delete undelete media",
});
tell({ authorize: await program.getAuthUrl(), endpoints: program.options });
await program.getToken((await lines.next()).value);
const verified = await program.verifyToken();
const config = await program.query("config");
program.options = { mediaEndpoint: config["media-endpoint"] };
const photo = await program.postMedia(new Blob([Buffer.from(picture, "base64")], { type: "image/png" }));
const properties = { content: ["봄밤의 메모."], photo: [{ value: photo, alt: "A square" }], category: ["봄"] };
const note = await program.create({ type: ["h-entry"], properties });
const form = await program.create({ h: "entry", content: "By a form.", category: ["one", "two"] }, "form");
const parts = await program.create({ h: "entry", name: "By parts", content: "Of a form." }, "multipart");
await program.update(note, { replace: { content: ["고친 메모."] } });
await program.delete(form);
tell({ verified, photo, note, form, parts, source: await program.querySource(note) });
await lines.next();
await program.undelete(form);
tell({});
process.exit();
