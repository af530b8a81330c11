// Draws the card somebody takes home: their words on paper, framed in the cloth of their own patch. Everything happens
// on this device: the cloth is in the page already, and nothing is asked for or sent.
const WIDE = 1080;
const EDGE = 90;
const TEXT = 720;
const TALLEST = 14000;

// A square of the patch as a picture, and its colours.
function cloth({ colour, pattern }) {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.className = colour;
  const style = getComputedStyle(probe);
  const value = (name) => style.getPropertyValue(name).trim();
  const shapes = ["p-" + pattern, "stitches"].map((id) => document.getElementById(id).innerHTML).join("");
  const drawn = shapes.replace(/var\((--[\w-]+)\)/g, (whole, name) => value(name));
  const found = { deep: value("--cloth-3"), serif: value("--serif"), square: new Image() };
  probe.remove();
  return new Promise((resolve, reject) => {
    found.square.onload = () => resolve(found);
    found.square.onerror = reject;
    found.square.src = "data:image/svg+xml," + encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="${EDGE * 2}" height="${EDGE * 2}">${drawn}</svg>`);
  });
}

// Text in lines that fit; a word longer than a line is broken where it must be.
function lines(pen, text) {
  const fits = (line) => pen.measureText(line).width <= TEXT;
  return text.split("\n").flatMap((paragraph) => {
    const made = [""];
    paragraph.split(/\s+/).forEach((word) => {
      const last = made[made.length - 1];
      if (fits(last ? last + " " + word : word)) made[made.length - 1] = last ? last + " " + word : word;
      else {
        if (last) made.push("");
        Array.from(word).forEach((letter) => {
          if (fits(made[made.length - 1] + letter)) made[made.length - 1] += letter;
          else made.push(letter);
        });
      }
    });
    return made;
  });
}

// `parts`: [{what, title?, text?}]. Gives a canvas.
export default function drawCard(look, parts, date) {
  return cloth(look).then(({ deep, serif, square }) => {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const written = [];
    let y = EDGE + 64;
    const write = (text, font, size, colour) => {
      pen.font = font.replace("_", size);
      lines(pen, text).forEach((line) => {
        y += size * 1.42;
        written.push([line, y, pen.font, colour]);
      });
    };
    parts.forEach(({ what, title, text }, i) => {
      if (i) write("·   ·   ·", "600 _px " + serif, 56, deep);
      y += 12;
      if (!i || what !== parts[i - 1].what) write(what, "500 _px system-ui, sans-serif", 30, "#5e5448");
      if (title) write(title, "600 _px " + serif, text ? 56 : 72, deep);
      if (text) write(text, "_px " + serif, 44, "#2b251f");
      y += 14;
    });
    y += 40;
    write(date, "500 _px system-ui, sans-serif", 28, "#5e5448");
    const tall = Math.max(12, Math.ceil((y + EDGE + 84) / EDGE)) * EDGE;
    const down = (tall - y - EDGE - 84) / 2;
    const scale = Math.min(1, TALLEST / tall);
    canvas.width = WIDE * scale;
    canvas.height = tall * scale;
    pen.scale(scale, scale);
    for (let x = 0; x < WIDE; x += EDGE) {
      for (let z = 0; z < tall; z += EDGE) {
        if (!x || !z || x + EDGE === WIDE || z + EDGE === tall) pen.drawImage(square, x, z, EDGE, EDGE);
      }
    }
    pen.fillStyle = "#fffaf0";
    pen.fillRect(EDGE, EDGE, WIDE - 2 * EDGE, tall - 2 * EDGE);
    pen.fillStyle = "rgb(120 96 60 / 6%)";
    for (let x = EDGE; x < WIDE - EDGE; x += 9) pen.fillRect(x, EDGE, 2, tall - 2 * EDGE);
    for (let z = EDGE; z < tall - EDGE; z += 9) pen.fillRect(EDGE, z, WIDE - 2 * EDGE, 2);
    pen.strokeStyle = deep;
    pen.lineWidth = 3;
    pen.setLineDash([16, 11]);
    pen.strokeRect(EDGE + 26, EDGE + 26, WIDE - 2 * EDGE - 52, tall - 2 * EDGE - 52);
    pen.textAlign = "center";
    written.forEach(([line, at, font, colour]) => {
      pen.font = font;
      pen.fillStyle = colour;
      pen.fillText(line, WIDE / 2, at + down);
    });
    return canvas;
  });
}
