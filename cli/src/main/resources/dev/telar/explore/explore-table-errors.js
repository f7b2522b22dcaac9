/* Where the error of the row shown stands among those of all test rows. */

import { byId, text } from './explore-api.js';

export class Distribution {
  constructor() {
    this.box = byId('distribution');
    this.bars = [];
    this.standing = null;
  }

  /* What Telar measured of all test rows, or null while it does. */
  setSurvey(survey) {
    const counts = survey ? survey.bars : [];
    const most = Math.max(1, ...counts);
    this.bars = counts.map((count) => {
      const bar = document.createElement('span');
      // A single row is to be seen, too.
      bar.style.height = count === 0 ? '0' : `${Math.max(4, (100 * count) / most)}%`;
      const place = document.createElement('span');
      place.append(bar);
      return place;
    });
    this.box.replaceChildren(...this.bars);
    byId('errors-least').textContent = survey ? survey.least : '';
    byId('errors-most').textContent = survey ? survey.most : '';
    this.show(null);
  }

  /* standing: of the error shown, or null if that is not known yet */
  show(standing) {
    const told = standing ? text('standing', standing.below) : '';
    this.bars.forEach((bar, i) => bar.classList.toggle('current', standing !== null && i === standing.bar));
    byId('standing').textContent = told;
    this.box.setAttribute('aria-label', text('distribution', told));
  }
}
