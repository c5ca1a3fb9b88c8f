// Keeps what is answered on this phone until it is sent, and offers it when the slip is opened again. Everything works
// without it. It is written for Chrome 64 and Safari 12: what came later is a syntax error there. Comments and blanks at
// the beginning of lines are not served.
try {
  const one = (selector) => document.querySelector(selector);
  const store = localStorage, tab = sessionStorage;
  const forget = (name) => store.removeItem(name);
  const recall = (name) => {
    try {
      const kept = JSON.parse(store.getItem(name));
      if (kept.until > Date.now()) return kept.fields;
    } catch (no) {}
    forget(name);
  };
  Object.keys(store).forEach((name) => /^phieu-/.test(name) && recall(name));
  const sent = location.hash.slice(1);
  if (sent && one('.thanks')) {
    forget(sent);
    tab.setItem(sent, 1);
    history.replaceState(null, '', location.href.split('#')[0]);
  }
  const spent = one('[data-spent]');
  if (spent) forget(spent.dataset.spent);

  // What is sent is as long with reasons as without, where they are not long: whoever watches the line does not see it.
  document.querySelectorAll('form[method=post]').forEach((each) => {
    each.onsubmit = () => {
      const filler = each.elements.filler || each.appendChild(document.createElement('input'));
      filler.type = 'hidden';
      filler.name = 'filler';
      filler.value = '';
      filler.value = 'x'.repeat(4096 - (String(new URLSearchParams(new FormData(each))).length % 4096));
    };
  });

  const form = one('[data-draft]');
  if (form) {
    const { draft, until, slip } = form.dataset;
    // Whoever goes back after sending comes to the slip, which says that it is used, and not to a review that no browser shows again.
    if (slip) history.replaceState(null, '', slip);
    const offer = one('.offer');
    const kept = recall(draft);
    // Neither code, language nor filler.
    const filled = () => [...new FormData(form)].filter(([name, value]) => value && !/^[clf]/.test(name));
    const fill = (fields) => fields.forEach(([name, value]) => form.elements[name] && (form.elements[name].value = value));
    const keep = () => {
      if (!offer.hidden) return;
      try {
        store.setItem(draft, JSON.stringify({ until, fields: filled() }));
      } catch (no) {}
    };
    const show = (isOn) => {
      form.hidden = isOn;
      offer.hidden = !isOn;
    };
    const goOn = (fields) => {
      // Some browsers fill a form in again late.
      form.reset();
      fill(fields);
      show(false);
      const left = [...form.querySelectorAll('.question')].find((at) => !at.querySelector(':checked'));
      (left || form).querySelector(left ? '.choices__yes' : '.button').focus();
    };
    addEventListener('pageshow', (event) => {
      // Whoever goes back after sending does not see what was sent.
      if (tab.getItem(draft)) {
        tab.removeItem(draft);
        return location.reload();
      }
      if (!offer || event.persisted) return;
      if (!form.querySelector('[checked]')) {
        if (!kept) return;
        if (performance.navigation.type !== 2 || !filled()[1]) return show(true);
        // What the browser itself filled in again on the way back goes on under the key it had.
        fill(kept.filter(([name]) => name === 'idempotency_key'));
      }
      keep();
    });
    if (offer) {
      one('.offer .button').onclick = () => goOn(kept);
      one('.offer .button--quiet').onclick = () => {
        forget(draft);
        goOn([]);
      };
      form.oninput = keep;
      form.onchange = ({ target: at }) => {
        keep();
        // The box for a reason is not left behind the bar below. Where arrays have no `at`, this would scroll too far.
        if ([].at && at.checked) at.parentNode.lastElementChild.scrollIntoView({ block: 'nearest' });
      };
    }
  }
} catch (no) {}
