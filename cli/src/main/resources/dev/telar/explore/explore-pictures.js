/* Pictures on canvases, one pixel a pixel: the style sheet enlarges them. */

function draw(canvas, values, size, palette, description) {
  TelarPictures.paint(canvas, values, size.width, size.height, palette);
  if (description) {
    canvas.setAttribute('aria-label', description);
  }
}

/* Draws values in [0, 1]; what is beyond is cut off. Without a description it keeps its own. */
export function drawPicture(canvas, values, size, description) {
  draw(canvas, values, size, TelarPictures.grey, description);
}

/* Draws differences: −scale in blue, 0 in white, scale in red. */
export function drawDifference(canvas, values, scale, size, description) {
  draw(canvas, values, size, (value) => TelarPictures.diverging(value / scale), description);
}

/* The least of … 0.1, 0.2, 0.5, 1 … that holds all differences. */
export function scaleOf(differences) {
  const most = Math.max(1e-6, ...differences.map(Math.abs));
  const power = 10 ** Math.floor(Math.log10(most));
  const scale = [1, 2, 5, 10].map((step) => step * power).find((step) => step >= most);
  return Number(scale.toPrecision(1));
}
