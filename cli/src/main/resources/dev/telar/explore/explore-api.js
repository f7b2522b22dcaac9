// Questions to Telar, and the page's texts.

export const facts = JSON.parse(document.getElementById("facts").textContent);

export const byId = (id) => document.getElementById(id);

/** A text with values in its places {0}, {1} …; a value never is a pattern. */
export function text(name, ...values) {
  return facts.texts[name].replace(/\{(\d)\}/g, (_, index) => values[index]);
}

/** A number to a few digits, for people; the numbers themselves come from Telar. */
export function shown(value) {
  const digits = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 2 : 3;
  return value.toFixed(digits).replace("-", "−");
}

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Error(text("lost"));
  }
  if (!response.ok) {
    throw new Error((await response.text()).trim());
  }
  return response.json();
}

/** Asks a question with parameters. */
export function ask(name, parameters = {}) {
  return answer(fetch(`api/explore/${name}?${new URLSearchParams(parameters)}`));
}

/** Asks a question with a body. */
export function tell(name, body) {
  return answer(
    fetch(`api/explore/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

/** Shows what went wrong, until something works. */
export function complain(error) {
  const place = byId("alert");
  place.textContent = error ? error.message : "";
  place.hidden = !error;
}

/**
 * Runs a task at most once at a time: asked again meanwhile, it runs once more at the end. So a
 * hand that moves faster than the answers come sees the newest, and nothing queues up.
 */
export function latestOnly(task) {
  let running = false;
  let again = false;
  return async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await task();
      } while (again);
      complain(null);
    } catch (error) {
      complain(error);
    } finally {
      running = false;
    }
  };
}

/** A whole number in a field, or null where it holds none within the bounds. */
export function wholeNumber(field, below) {
  const value = Number(field.value);
  const right = field.value !== "" && Number.isInteger(value) && value >= 0 && value < below;
  field.setAttribute("aria-invalid", String(!right));
  return right ? value : null;
}
