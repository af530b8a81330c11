// A QR code as a path of squares, one unit each; drawn on this device.
import { encode } from "../../vendor/uqr.js";

// Gives {size, path}. The quiet zone of four squares is in it.
export function qr(text) {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const runs = [];
  data.forEach((row, y) => {
    for (let x = 0; x < size; x += 1) {
      if (!row[x]) continue;
      const from = x;
      while (row[x]) x += 1;
      runs.push(`M${from} ${y}h${x - from}v1h${from - x}z`);
    }
  });
  return { size, path: runs.join("") };
}
