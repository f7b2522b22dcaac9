/* From the picture shown to another one, through the codes and through the pixels. */

import { ask, byId, nameOf, setNumber, tell, text } from './explore-api.js';
import { Other } from './explore-other.js';
import { drawPicture } from './explore-pictures.js';

const STRIP = Array.from({ length: 9 }, (_, i) => i / 8);
const EIGHTHS = ['0', '⅛', '¼', '⅜', '½', '⅝', '¾', '⅞', '1'];

export class Between extends Other {
  /* current: gives the model, the picture shown and the size of pictures */
  constructor(current) {
    super(current);
    this.stripDue = true;
    this.makeStrip();
  }

  /* The picture that is shown becomes the other one. */
  takeShown() {
    const { row, name, pixels } = this.current().picture;
    this.take({ name, pixels }, row);
  }

  makeStrip() {
    const heading = (scope, content) => {
      const cell = document.createElement('th');
      cell.scope = scope;
      cell.textContent = content;
      return cell;
    };
    const pictures = () =>
      STRIP.map(() => {
        const cell = document.createElement('td');
        const canvas = document.createElement('canvas');
        canvas.className = 'picture';
        canvas.setAttribute('role', 'img');
        cell.append(canvas);
        return cell;
      });
    byId('strip-positions').replaceChildren(
      document.createElement('td'),
      ...EIGHTHS.map((position) => heading('col', position)),
    );
    byId('strip-decoded').replaceChildren(heading('row', text('stripDecoded')), ...pictures());
    byId('strip-blended').replaceChildren(heading('row', text('stripBlended')), ...pictures());
  }

  /* Takes a test image as the other picture. */
  async choose(row) {
    setNumber(byId('other-row'), row);
    const { pixels } = await ask('picture', { model: this.current().model, row });
    // Another one may have been asked for meanwhile.
    if (byId('other-row').value === String(row)) {
      await this.take({ name: nameOf(row), pixels }, row);
    }
  }

  /* Takes a picture as the other one; row is null if it is no test image. */
  async take(other, row) {
    setNumber(byId('other-row'), row ?? '');
    this.other = other;
    await this.update();
  }

  /* Draws all anew, since one of the two pictures or the model is another. */
  async update() {
    this.stripDue = true;
    await this.slide();
  }

  async compute() {
    const { model, picture, size } = this.current();
    if (!this.other) {
      return;
    }
    const strip = this.stripDue ? STRIP : [];
    this.stripDue = false;
    const position = Number(byId('position').value);
    const answer = await tell('interpolate', {
      model,
      from: picture.pixels,
      to: this.other.pixels,
      positions: [position, ...strip],
    });
    const [at, ...steps] = answer.steps;
    byId('position-output').textContent = position.toFixed(2);
    drawPicture(byId('between-from'), picture.pixels, size, text('fromAlt', picture.name));
    drawPicture(byId('between-to'), this.other.pixels, size, text('toAlt', this.other.name));
    const draw = (decoded, blended, step) => {
      drawPicture(decoded, step.decoded, size, text('decodedAlt', step.position));
      drawPicture(blended, step.blended, size, text('blendedAlt', step.position));
    };
    draw(byId('between-decoded'), byId('between-blended'), at);
    const decoded = byId('strip-decoded').querySelectorAll('canvas');
    const blended = byId('strip-blended').querySelectorAll('canvas');
    steps.forEach((step, i) => draw(decoded[i], blended[i], step));
  }
}
