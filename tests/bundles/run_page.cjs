// Runs the script of verify.html over folders, as a browser hands them over, and says the verdicts.
const fs = require("fs");
const path = require("path");
const page = require(process.argv[2]);

function tree(folder) {
  const found = new Map();
  const visit = (at) => {
    for (const entry of fs.readdirSync(path.join(folder, at), { withFileTypes: true })) {
      const name = at ? `${at}/${entry.name}` : entry.name;
      if (entry.isDirectory()) visit(name);
      else if (![".DS_Store", "Thumbs.db", "desktop.ini"].includes(entry.name)) {
        found.set(name, new Blob([fs.readFileSync(path.join(folder, name))]));
      }
    }
  };
  visit("");
  return found;
}

(async () => {
  const said = {};
  for (const { name, folder, words } of JSON.parse(fs.readFileSync(0, "utf8"))) {
    said[name] = page.verdictLine(await page.check(tree(folder), words));
  }
  process.stdout.write(JSON.stringify(said));
})();
