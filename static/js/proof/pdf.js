// The certificate as a PDF, made on this device. Fetched only when somebody asks for it.
import { PDFDocument, StandardFonts, rgb } from "../../vendor/pdf-lib.js";

const WIDE = 612;
const HIGH = 792;
const EDGE = 72;
const ROOM = WIDE - 2 * EDGE;
const INK = rgb(0.11, 0.1, 0.09);
const SOFT = rgb(0.29, 0.27, 0.24);
const LINE = rgb(0.56, 0.5, 0.41);
const SHARP = 4;

function writable(font, text) {
  try {
    font.encodeText(text);
    return true;
  } catch (other) {
    return false;
  }
}

// The fonts every PDF reader has know Western European letters; any other script is drawn by this browser, as a picture.
async function drawn(pdf, text, size, bold) {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const font = `${bold ? "700" : "400"} ${size * SHARP}px system-ui, sans-serif`;
  pen.font = font;
  canvas.width = Math.ceil(pen.measureText(text).width) + size * SHARP;
  canvas.height = Math.ceil(size * SHARP * 1.7);
  pen.font = font;
  pen.fillStyle = "#1d1a17";
  pen.textBaseline = "middle";
  pen.fillText(text, (size * SHARP) / 2, canvas.height / 2);
  const blob = await new Promise((done) => canvas.toBlob(done));
  const image = await pdf.embedPng(await new Response(blob).arrayBuffer());
  const scale = Math.min(1 / SHARP, ROOM / canvas.width);
  return { image, width: canvas.width * scale, height: canvas.height * scale, lead: (size * SHARP * scale) / 2 };
}

function lines(font, text, size, room) {
  return text.split(" ").reduce((made, word) => {
    const last = made[made.length - 1];
    const longer = last ? `${last} ${word}` : word;
    if (font.widthOfTextAtSize(longer, size) <= room) made[made.length - 1] = longer;
    else made.push(word);
    return made;
  }, [""]);
}

// `of`: what certificate.js says of it, and `code`, its QR code. Gives the bytes.
export async function makePdf(of) {
  const pdf = await PDFDocument.create();
  pdf.setTitle(of.title, { showInWindowTitleBar: true });
  pdf.setLanguage(of.lang);
  const page = pdf.addPage([WIDE, HIGH]);
  const plain = await pdf.embedFont(StandardFonts.Helvetica);
  const strong = await pdf.embedFont(StandardFonts.HelveticaBold);
  let y = HIGH - EDGE;

  const write = async (text, size, { bold = false, x = EDGE, room = ROOM, colour = INK } = {}) => {
    const font = bold ? strong : plain;
    if (!writable(font, text)) {
      const { image, width, height, lead } = await drawn(pdf, text, size, bold);
      y -= height;
      page.drawImage(image, { x: x - lead, y, width, height });
      return;
    }
    const widest = Math.max(...text.split(" ").map((word) => font.widthOfTextAtSize(word, size)));
    const fits = widest > room ? (size * room) / widest : size;
    lines(font, text, fits, room).forEach((line) => {
      y -= fits * 1.35;
      page.drawText(line, { x, y: y + fits * 0.3, size: fits, font, color: colour });
    });
  };

  await write(of.title, 26, { bold: true });
  y -= 10;
  page.drawLine({ start: { x: EDGE, y }, end: { x: WIDE - EDGE, y }, thickness: 1.2, color: LINE, dashArray: [5, 4] });
  y -= 44;
  if (of.name) await write(of.name, 24, { bold: true });
  else {
    y -= 30;
    page.drawLine({ start: { x: EDGE, y }, end: { x: EDGE + 320, y }, thickness: 1, color: INK });
    await write(of.by_hand, 9, { colour: SOFT });
  }
  y -= 10;
  await write(of.sentence, 12);
  y -= 18;
  for (const [what, value] of of.facts) {
    await write(what, 9, { colour: SOFT });
    await write(value, 14);
    y -= 10;
  }

  const side = 200;
  const foot = Math.min(170, y - side - 8);
  page.drawSvgPath(of.code.path, { x: EDGE - 12, y: foot + side, scale: side / of.code.size, color: rgb(0, 0, 0), borderWidth: 0 });
  y = foot + side - 18;
  const beside = { x: EDGE + side + 8, room: ROOM - side - 8 };
  await write(of.checked, 10, beside);
  y -= 8;
  await write(of.page, 10, { ...beside, bold: true });
  y = foot - 6;
  // In pieces, so that a long code breaks into lines; whoever copies it into the check need not mind the spaces.
  await write(of.address.slice(of.page.length).replace(/(.{24})/g, "$1 ").trim(), 7, { colour: SOFT });
  return pdf.save();
}
