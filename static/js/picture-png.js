// A picture of the page as PNG, drawn from the same SVG that goes out as a file, with the font of the page.
const SCALE = 2;

const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

const fontFace = async () => {
  const url = document.querySelector("link[rel=preload][as=font]").href;
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  return `@font-face { font-family: "Plus Jakarta Sans"; font-weight: 200 800; src: url(data:font/woff2;base64,${base64(bytes)}); }`;
};

const draw = async (svg) => {
  const style = document.createElementNS(svg.namespaceURI, "style");
  style.textContent = await fontFace();
  svg.prepend(style);
  const picture = new Image();
  picture.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await picture.decode();
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const canvas = Object.assign(document.createElement("canvas"), { width: width * SCALE, height: height * SCALE });
  const paint = canvas.getContext("2d");
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
};

const save = async (url) => {
  const answer = await fetch(url);
  const [, name] = answer.headers.get("Content-Disposition").match(/filename="(.+)\.svg"/);
  const svg = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  const href = URL.createObjectURL(await draw(svg));
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
