/* News from the server. Whoever connects is told everything first, then what is new. */

const KINDS = ['run', 'model', 'epoch', 'pictures', 'rows', 'settings', 'line'];
const AGAIN_MILLIS = 2000;

/* Calls `tell` with {topic, kind, data} for each piece of news, and with the kinds `reset` before a
   server tells everything, `stranger` if it is not the server of this session, `lost` and `end`. */
export function follow(session, tell) {
  const source = new EventSource(new URL('../events', import.meta.url));
  source.addEventListener('hello', ({ data }) => {
    if (data === session) {
      tell({ kind: 'reset' });
    } else {
      source.close();
      tell({ kind: 'stranger' });
    }
  });
  for (const kind of KINDS) {
    source.addEventListener(kind, ({ data, lastEventId }) => {
      tell({ topic: lastEventId, kind, data: JSON.parse(data) });
    });
  }
  source.addEventListener('end', () => {
    source.close();
    tell({ kind: 'end' });
  });
  source.onerror = () => {
    tell({ kind: 'lost' });
    // It tries again by itself unless the answer was a refusal.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => follow(session, tell), AGAIN_MILLIS);
    }
  };
}
