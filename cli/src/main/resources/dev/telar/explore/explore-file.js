/* An image file as a picture of one's own. */

import { byId, text } from './explore-api.js';

export class ImageFile {
  /* size: of a picture; onPicture: called with its pixels */
  constructor(size, onPicture) {
    this.size = size;
    this.onPicture = onPicture;
    this.image = null;
    byId('own-file').addEventListener('change', (event) => this.read(event.target.files[0]));
    byId('own-invert').addEventListener('change', () => this.scale());
    this.listenToDrops(byId('own'));
  }

  /* What is drawn from now on is not the file's picture any more. */
  leave() {
    this.image = null;
  }

  listenToDrops(area) {
    area.addEventListener('dragover', (event) => {
      event.preventDefault();
      area.classList.add('dropping');
    });
    area.addEventListener('dragleave', () => area.classList.remove('dropping'));
    area.addEventListener('drop', (event) => {
      event.preventDefault();
      area.classList.remove('dropping');
      this.read(event.dataTransfer.files[0]);
    });
  }

  async read(file) {
    if (!file) {
      return;
    }
    const alert = byId('own-alert');
    alert.textContent = '';
    try {
      this.image = await createImageBitmap(file);
    } catch {
      alert.textContent = text('notPicture', file.name);
      return;
    }
    this.scale();
  }

  /* The whole image within the picture, in grey if pictures are; around it what is darkest. */
  scale() {
    if (!this.image) {
      return;
    }
    const { width, height, channels } = this.size;
    const invert = byId('own-invert').checked;
    const scaled = new OffscreenCanvas(width, height);
    const context = scaled.getContext('2d');
    context.fillStyle = invert ? '#fff' : '#000';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    const part = Math.min(width / this.image.width, height / this.image.height);
    const w = Math.max(1, this.image.width * part);
    const h = Math.max(1, this.image.height * part);
    context.drawImage(this.image, (width - w) / 2, (height - h) / 2, w, h);
    const { data } = context.getImageData(0, 0, width, height);
    const turned = (value) => (invert ? 1 - value : value);
    this.onPicture(
      Array.from({ length: width * height }, (_, i) => {
        const [red, green, blue] = data.subarray(4 * i, 4 * i + 3);
        if (channels === 3) {
          return [red, green, blue].map((value) => turned(value / 255));
        }
        // Rec. 709
        return turned(Math.min(1, (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255));
      }).flat(),
    );
  }
}
