// A picture of one's own: drawn by hand, or from an image file.

import { byId, text } from "./explore-api.js";
import { drawGrey } from "./explore-pictures.js";

/** How far a soft brush steps between two dabs, in pixels of the picture. */
const DAB = 0.3;

export class Sketch {
  /**
   * @param size of a picture
   * @param onChange called with the pixels when they have changed
   * @param shown gives the pixels of the picture shown
   */
  constructor(size, onChange, shown) {
    this.size = size;
    this.onChange = onChange;
    this.canvas = byId("sketch");
    this.pixels = new Array(size.width * size.height).fill(0);
    this.cursor = { x: Math.floor(size.width / 2), y: Math.floor(size.height / 2) };
    this.last = null;
    this.image = null;
    this.draw();
    this.listenToHand();
    this.listenToKeys();
    this.listenToFiles();
    byId("own-clear").addEventListener("click", () => this.replace(this.pixels.map(() => 0)));
    byId("own-copy").addEventListener("click", () => this.replace([...shown()]));
    byId("own-show").addEventListener("click", () => this.onChange(this.pixels));
  }

  draw() {
    drawGrey(this.canvas, this.pixels, this.size);
  }

  replace(pixels) {
    this.pixels = pixels;
    this.changed();
  }

  changed() {
    this.draw();
    this.onChange(this.pixels);
  }

  /** Paints or rubs out a soft spot. */
  dab(x, y) {
    const radius = Number(byId("brush-size").value);
    const erases = document.querySelector("input[name=tool]:checked").value === "eraser";
    const reach = Math.ceil(radius + 1);
    for (let row = Math.floor(y) - reach; row <= y + reach; row++) {
      for (let column = Math.floor(x) - reach; column <= x + reach; column++) {
        if (row < 0 || column < 0 || row >= this.size.height || column >= this.size.width) {
          continue;
        }
        const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
        const part = Math.min(1, Math.max(0, radius + 0.5 - distance));
        const i = row * this.size.width + column;
        this.pixels[i] = erases
          ? Math.min(this.pixels[i], 1 - part)
          : Math.max(this.pixels[i], part);
      }
    }
  }

  strokeTo(x, y) {
    const from = this.last ?? { x, y };
    const dabs = Math.max(1, Math.ceil(Math.hypot(x - from.x, y - from.y) / DAB));
    for (let i = 1; i <= dabs; i++) {
      this.dab(from.x + ((x - from.x) * i) / dabs, from.y + ((y - from.y) * i) / dabs);
    }
    this.last = { x, y };
  }

  listenToHand() {
    const place = (event) => ({
      x: (event.offsetX / this.canvas.clientWidth) * this.size.width,
      y: (event.offsetY / this.canvas.clientHeight) * this.size.height,
    });
    const stroke = (events) => {
      for (const event of events) {
        const { x, y } = place(event);
        this.strokeTo(x, y);
      }
      this.changed();
    };
    this.canvas.addEventListener("pointerdown", (event) => {
      if (event.button === 0) {
        this.canvas.setPointerCapture(event.pointerId);
        this.pointer = event.pointerId;
        this.last = null;
        this.leaveImage();
        stroke([event]);
      }
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (event.pointerId === this.pointer) {
        stroke([event]);
      }
    });
    const end = () => {
      this.pointer = null;
    };
    this.canvas.addEventListener("pointerup", end);
    this.canvas.addEventListener("pointercancel", end);
  }

  listenToKeys() {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    this.canvas.addEventListener("keydown", (event) => {
      const move = moves[event.key];
      if (move) {
        const { width, height } = this.size;
        this.cursor.x = Math.min(width - 1, Math.max(0, this.cursor.x + move[0]));
        this.cursor.y = Math.min(height - 1, Math.max(0, this.cursor.y + move[1]));
        this.showCursor();
      } else if (event.key === " ") {
        this.leaveImage();
        this.dab(this.cursor.x + 0.5, this.cursor.y + 0.5);
        this.changed();
        this.showCursor();
      } else {
        return;
      }
      event.preventDefault();
    });
    this.canvas.addEventListener("focus", () => this.showCursor());
    this.canvas.addEventListener("blur", () => this.draw());
  }

  /** Says and shows where a key would paint. */
  showCursor() {
    this.draw();
    const { x, y } = this.cursor;
    const value = this.pixels[y * this.size.width + x];
    byId("own-cell").textContent = text("cell", x, y, value.toFixed(2));
    const context = this.canvas.getContext("2d");
    context.fillStyle = value > 0.5 ? "#b3261e" : "#ff8a80";
    context.fillRect(x, y, 1, 1);
  }

  listenToFiles() {
    const area = byId("own");
    byId("own-file").addEventListener("change", (event) => this.read(event.target.files[0]));
    byId("own-invert").addEventListener("change", () => this.scaleImage());
    area.addEventListener("dragover", (event) => {
      event.preventDefault();
      area.classList.add("dropping");
    });
    area.addEventListener("dragleave", () => area.classList.remove("dropping"));
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      area.classList.remove("dropping");
      this.read(event.dataTransfer.files[0]);
    });
  }

  async read(file) {
    if (!file) {
      return;
    }
    byId("own-alert").textContent = "";
    try {
      this.image = await createImageBitmap(file);
      this.scaleImage();
    } catch {
      byId("own-alert").textContent = text("notPicture", file.name);
    }
  }

  /** What is drawn from now on is not the file's picture any more. */
  leaveImage() {
    this.image = null;
  }

  /** The whole image within the picture, in grey; around it what is darkest. */
  scaleImage() {
    if (!this.image) {
      return;
    }
    const { width, height } = this.size;
    const invert = byId("own-invert").checked;
    const scaled = document.createElement("canvas");
    scaled.width = width;
    scaled.height = height;
    const context = scaled.getContext("2d");
    context.fillStyle = invert ? "#fff" : "#000";
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = "high";
    const scale = Math.min(width / this.image.width, height / this.image.height);
    const w = Math.max(1, this.image.width * scale);
    const h = Math.max(1, this.image.height * scale);
    context.drawImage(this.image, (width - w) / 2, (height - h) / 2, w, h);
    const { data } = context.getImageData(0, 0, width, height);
    this.replace(
      this.pixels.map((_, i) => {
        const [red, green, blue] = data.subarray(4 * i, 4 * i + 3);
        // Rec. 709
        const grey = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
        return Math.min(1, Math.max(0, invert ? 1 - grey : grey));
      }),
    );
  }
}
