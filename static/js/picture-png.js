// A picture of the page as PNG, drawn from the same SVG that goes out as a file, with the font of the page.
const WIDTH = 1600; // pixels, enough for a slide and little enough for a phone

const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

const fontFace = async () => {
  const url = document.querySelector("link[rel=preload][as=font]").href;
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  return `@font-face { font-family: "Plus Jakarta Sans"; font-weight: 200 800; src: url(data:font/woff2;base64,${base64(bytes)}); }`;
};

const draw = async (svg) => {
  const [, width, height] = svg.match(/viewBox="0 0 ([\d.]+) ([\d.]+)"/).map(Number);
  const style = `<style>${await fontFace()}</style>`;
  const picture = new Image();
  picture.src = `data:image/svg+xml,${encodeURIComponent(svg.replace(/<svg[^>]*>/, (root) => root + style))}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: Math.round((WIDTH * height) / width) });
  const paint = canvas.getContext("2d");
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
};

const save = async (url) => {
  const answer = await fetch(url);
  const [, name] = answer.headers.get("Content-Disposition").match(/filename="(.+)\.svg"/);
  const href = URL.createObjectURL(await draw(await answer.text()));
  Object.assign(document.createElement("a"), { href, download: `${name}.png` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
};

for (const place of document.querySelectorAll("[data-png]")) {
  const link = place.querySelector("a");
  place.hidden = false;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    save(link.href).then(
      () => (link.textContent = "PNG"),
      () => (link.textContent = "PNG gagal dibuat; coba lagi"),
    );
  });
}
