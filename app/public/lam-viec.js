// What the committee's pages do beyond their forms. Without this file everything works; with it numbers stay fresh,
// and paper is keyed in without reloading and without losing a ballot to a bad line.
// It is written for Chrome 64: what came later is a syntax error there, and nothing of the file would run.
'use strict';
const one = (selector, within = document) => within.querySelector(selector);
// A sentence that the page hands over in a `data-` attribute, with values in the place of its names in braces.
const words = (element, name, values = {}) => element.dataset[name].replace(/{(\w+)}/g, (all, key) => values[key]);

// Paper: which question comes next; saving without leaving the page; nothing lost where the line is.
function keyPaper(form) {
  const [keys, told] = [form.elements.keys, one('[data-told]', form)];
  const topics = [...form.querySelectorAll('.entry__list li')].map((item) => item.textContent);
  const say = () => {
    const at = keys.value.replace(/\s/g, '').length;
    const all = topics.length;
    if (/^[x9*]$/i.test(keys.value)) told.textContent = words(told, 'invalid');
    else if (at < all) told.textContent = words(told, 'next', { no: at + 1, all, topic: topics[at] });
    else told.textContent = at > all ? words(told, 'more', { count: at - all, all }) : words(told, 'complete');
  };
  keys.addEventListener('input', () => {
    if (/[^012\sxX9*]/.test(keys.value)) keys.value = keys.value.replace(/[^012xX9*]/g, '');
    say();
  });
  say();
  let sending = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      // Anything that is not this batch's page leaves the form as it is: nothing that was typed is lost.
      if (!one('[data-batch]', page)) {
        told.textContent = words(told, answer.status === 401 ? 'sessionOver' : 'broken', { slip: form.elements.slip.value });
        if (answer.status === 401) {
          told.append(' ', Object.assign(document.createElement('a'), { href: '/dang-nhap', target: '_blank', textContent: told.dataset.signIn }));
        }
        told.classList.add('told--wrong');
        return;
      }
      one('main').replaceWith(one('main', page));
      document.title = page.title;
      history.replaceState(null, '', answer.redirected ? answer.url : location.href);
      begin();
      const slip = one('#slip');
      if (slip) slip.focus();
    } catch (lost) {
      // It may have arrived all the same: what is sent next is the same ballot again. A number that was there before is
      // another one's, or mistyped.
      const slip = form.elements.slip.value.trim();
      if (![...document.querySelectorAll('.serials a')].some((link) => link.textContent.trim() === slip)) form.elements.again.value = slip;
      told.textContent = words(told, 'cutOff', { slip });
      told.classList.add('told--wrong');
    } finally {
      sending = false;
    }
  });
}

function begin() {
  document.querySelectorAll('form.entry').forEach(keyPaper);
}
begin();

// Who takes part: fresh every quarter of a minute while somebody looks.
if (one('[data-live]')) {
  setInterval(async () => {
    if (document.hidden || one('[data-live]').contains(document.activeElement)) return;
    try {
      const answer = await fetch(location.href, { headers: { 'x-ydan-live': '1' } });
      if (!answer.ok || answer.redirected) return;
      const fresh = one('[data-live]', new DOMParser().parseFromString(await answer.text(), 'text/html'));
      if (fresh) one('[data-live]').replaceWith(fresh);
    } catch (lost) {
      // The line is down; the next quarter of a minute tries again.
    }
  }, 15000);
}
