/* Questions to Telar, and the page's texts. */

export const facts = JSON.parse(document.getElementById('facts').textContent);

export const byId = (id) => document.getElementById(id);

/* A text with values in its places {0}, {1} …; a value never is a pattern. */
export function text(name, ...values) {
  return facts.texts[name].replace(/\{(\d)\}/g, (_, index) => values[index]);
}

/* What a test image is called. */
export function nameOf(row) {
  const label = facts.classes[facts.labels[row]];
  return label === undefined ? text('image', row) : text('imageOf', row, label);
}

/* A number to a few digits, for people; the numbers themselves come from Telar. */
export function shown(value) {
  const digits = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 2 : 3;
  return value.toFixed(digits).replace('-', '−');
}

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Error(text('lost'));
  }
  if (!response.ok) {
    throw new Error((await response.text()).trim());
  }
  return response.json();
}

/* Asks a question with parameters. */
export function ask(name, parameters = {}) {
  return answer(fetch(`api/explore/${name}?${new URLSearchParams(parameters)}`));
}

/* Asks a question with a body. */
export function tell(name, body) {
  return answer(
    fetch(`api/explore/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

/* Runs a task; what goes wrong is shown until something works. */
export async function attempt(task) {
  const place = byId('alert');
  try {
    await task();
    place.textContent = '';
  } catch (error) {
    place.textContent = error.message;
  }
  place.hidden = place.textContent === '';
}

/* Runs a task at most once at a time: asked again meanwhile, it runs once more at the end. So a hand
   that moves faster than the answers come sees the newest, and nothing queues up. */
export function latestOnly(task) {
  let running = false;
  let again = false;
  return async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await attempt(task);
    } while (again);
    running = false;
  };
}

/* A whole number in a field, or null where it holds none within the bounds. */
export function wholeNumber(field, below) {
  const value = Number(field.value);
  const right = field.value !== '' && Number.isInteger(value) && value >= 0 && value < below;
  field.setAttribute('aria-invalid', String(!right));
  return right ? value : null;
}

/* A number in a field, which is right. */
export function setNumber(field, value) {
  field.value = value;
  field.setAttribute('aria-invalid', 'false');
}
