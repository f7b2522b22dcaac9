// From the picture shown to another one, through the codes and through the pixels.

import { ask, byId, facts, latestOnly, tell, text, wholeNumber } from "./explore-api.js";
import { drawGrey } from "./explore-pictures.js";

const STRIP = Array.from({ length: 9 }, (_, i) => i / 8);
const EIGHTHS = ["0", "⅛", "¼", "⅜", "½", "⅝", "¾", "⅞", "1"];

export class Between {
  /** @param current gives the model, the picture shown and the size of pictures */
  constructor(current) {
    this.current = current;
    this.other = null;
    this.makeStrip();
    this.stripDue = true;
    this.slide = latestOnly(() => this.compute());
    byId("position").addEventListener("input", this.slide);
    byId("other-row").addEventListener("change", (event) => {
      const row = wholeNumber(event.target, this.current().rows);
      if (row !== null) {
        this.choose(row);
      }
    });
    byId("other-random").addEventListener("click", () =>
      this.choose(Math.floor(Math.random() * this.current().rows)),
    );
    byId("other-shown").addEventListener("click", () => this.keep());
  }

  makeStrip() {
    const heading = (scope, content) => {
      const cell = document.createElement("th");
      cell.scope = scope;
      cell.textContent = content;
      return cell;
    };
    const pictures = () =>
      STRIP.map(() => {
        const cell = document.createElement("td");
        const canvas = document.createElement("canvas");
        canvas.setAttribute("role", "img");
        cell.append(canvas);
        return cell;
      });
    byId("strip-positions").replaceChildren(
      document.createElement("td"),
      ...EIGHTHS.map((position) => heading("col", position)),
    );
    byId("strip-decoded").replaceChildren(heading("row", text("stripDecoded")), ...pictures());
    byId("strip-blended").replaceChildren(heading("row", text("stripBlended")), ...pictures());
  }

  /** Draws all anew, since one of the two pictures or the model is another. */
  async update() {
    this.stripDue = true;
    await this.slide();
  }

  /** Takes a test image as the other picture. */
  async choose(row) {
    byId("other-row").value = row;
    byId("other-row").setAttribute("aria-invalid", "false");
    const { model } = this.current();
    const picture = await ask("picture", { model, row });
    const name = facts.labels.length > 0 ? facts.classes[facts.labels[row]] : null;
    this.other = {
      pixels: picture.pixels,
      name: name ? text("imageOf", row, name) : text("image", row),
    };
    await this.update();
  }

  /** Takes the picture shown as the other one. */
  async keep() {
    const { picture } = this.current();
    byId("other-row").value = picture.row ?? "";
    this.other = { pixels: picture.pixels, name: picture.name };
    await this.update();
  }

  async compute() {
    const { model, picture, size } = this.current();
    if (!this.other || !picture) {
      return;
    }
    const strip = this.stripDue ? STRIP : [];
    this.stripDue = false;
    const position = Number(byId("position").value);
    const answer = await tell("interpolate", {
      model,
      from: picture.pixels,
      to: this.other.pixels,
      positions: [position, ...strip],
    });
    const [at, ...steps] = answer.steps;
    byId("position-output").textContent = position.toFixed(2);
    drawGrey(byId("between-from"), picture.pixels, size, text("fromAlt", picture.name));
    drawGrey(byId("between-to"), this.other.pixels, size, text("toAlt", this.other.name));
    drawGrey(byId("between-decoded"), at.decoded, size, text("decodedAlt", position));
    drawGrey(byId("between-blended"), at.blended, size, text("blendedAlt", position));
    const decoded = byId("strip-decoded").querySelectorAll("canvas");
    const blended = byId("strip-blended").querySelectorAll("canvas");
    steps.forEach((step, i) => {
      drawGrey(decoded[i], step.decoded, size, text("decodedAlt", step.position));
      drawGrey(blended[i], step.blended, size, text("blendedAlt", step.position));
    });
  }
}
