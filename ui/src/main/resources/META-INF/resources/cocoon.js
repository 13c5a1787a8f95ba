// What the console does in the browser by itself. Loaded before the page's first paint, so that no theme flashes.
(() => {
  const KEY = 'cocoon-theme';
  const ORDER = ['system', 'light', 'dark'];
  const root = document.documentElement;
  const stored = () => {
    const value = localStorage.getItem(KEY);
    return ORDER.includes(value) ? value : 'system';
  };
  const apply = theme => {
    root.style.colorScheme = theme === 'system' ? 'light dark' : theme;
    if (theme === 'system') root.removeAttribute('theme'); else root.setAttribute('theme', theme);
    root.dataset.cocoonTheme = theme;
    root.dispatchEvent(new CustomEvent('cocoon-theme'));
  };
  apply(stored());
  window.addEventListener('storage', event => event.key === KEY && apply(stored()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(stored()));
  const dark = () => root.dataset.cocoonTheme === 'dark'
    || (root.dataset.cocoonTheme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);

  // A button that goes from light to dark and back, and remembers.
  const themeButton = button => {
    const show = () => {
      button.classList.toggle('is-dark', dark());
      button.setAttribute('aria-label', dark() ? 'Switch to light' : 'Switch to dark');
      button.title = button.getAttribute('aria-label');
    };
    button.addEventListener('click', () => {
      const next = dark() ? 'light' : 'dark';
      localStorage.setItem(KEY, next);
      apply(next);
    });
    root.addEventListener('cocoon-theme', show);
    show();
  };

  // Moments: local time to read, UTC on hover. <cocoon-time at="2026-11-21T04:34:20.123Z" mode="ago|date|exact">
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const formats = {
    plain: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    exact: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 }),
    date: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
  };
  const ago = millis => {
    const past = millis >= 0;
    const seconds = Math.round(Math.abs(millis) / 1000);
    const [count, unit] = seconds < 60 ? [seconds, 's'] : seconds < 3600 ? [Math.floor(seconds / 60), 'min']
      : seconds < 86400 ? [Math.floor(seconds / 3600), 'h'] : [Math.floor(seconds / 86400), 'd'];
    if (seconds < 2) return 'now';
    return past ? `${count} ${unit} ago` : `in ${count} ${unit}`;
  };
  const ticking = new Set();
  setInterval(() => ticking.forEach(each => each.show()), 1000);
  customElements.define('cocoon-time', class extends HTMLElement {
    static observedAttributes = ['at', 'mode'];
    connectedCallback() { this.show(); }
    disconnectedCallback() { ticking.delete(this); }
    attributeChangedCallback() { this.isConnected && this.show(); }
    show() {
      const at = new Date(this.getAttribute('at') || NaN);
      const mode = this.getAttribute('mode') || 'plain';
      if (isNaN(at)) {
        this.textContent = '–';
        this.removeAttribute('title');
        return;
      }
      const other = mode === 'plain' && at.getFullYear() !== new Date().getFullYear();
      const text = mode === 'ago' ? ago(Date.now() - at) : formats[other ? 'date' : mode].format(at).replace(',', '');
      if (this.textContent !== text) this.textContent = text;
      this.title = at.toISOString().replace('T', ' ').replace('Z', ' UTC')
        + (zone === 'UTC' ? '' : `\n${formats.exact.format(at)} ${zone}`);
      if (mode === 'ago') ticking.add(this); else ticking.delete(this);
    }
  });

  // An id or digest with a button that copies all of it.
  customElements.define('cocoon-copy', class extends HTMLElement {
    connectedCallback() {
      if (this.firstChild) return;
      const button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('aria-label', 'Copy');
      button.title = 'Copy';
      button.addEventListener('click', async event => {
        event.stopPropagation();
        try {
          await navigator.clipboard.writeText(this.getAttribute('value'));
          button.classList.add('done');
          setTimeout(() => button.classList.remove('done'), 1200);
        } catch {
          // No clipboard without a secure address: select it, so that the keyboard can copy.
          const range = document.createRange();
          range.selectNodeContents(this.previousElementSibling || this);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }
      });
      this.append(button);
    }
  });

  // Columns that a narrow grid leaves out: vaadin-grid-column[data-from] shows from so many pixels of the grid.
  const columns = grid => {
    if (grid.$cocoonColumns) return;
    grid.$cocoonColumns = true;
    const fit = () => {
      const width = grid.getBoundingClientRect().width;
      if (width === 0) return;
      let changed = false;
      for (const column of grid.querySelectorAll('vaadin-grid-column, vaadin-grid-sort-column')) {
        const hidden = width < Number(column.dataset.from || 0);
        if (column.hidden !== hidden) {
          column.hidden = hidden;
          changed = true;
        }
      }
      if (changed) requestAnimationFrame(() => grid.recalculateColumnWidths());
    };
    new ResizeObserver(fit).observe(grid);
    fit();
  };

  // Tells the server when the reader leaves the newest rows and when they return, and nothing in between.
  const watchTop = grid => {
    let top = true;
    const table = grid.shadowRoot && grid.shadowRoot.querySelector('#table');
    if (!table) return setTimeout(() => watchTop(grid), 50);
    table.addEventListener('scroll', () => {
      const now = table.scrollTop < 4;
      if (now !== top) {
        top = now;
        grid.dispatchEvent(new CustomEvent('cocoon-top', { detail: { top } }));
      }
    }, { passive: true });
  };

  // "/" goes to the page's search field.
  document.addEventListener('keydown', event => {
    const typing = event.composedPath()[0];
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey
      || (typing && (typing.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(typing.tagName)))) return;
    const field = document.querySelector('.search');
    if (field) {
      event.preventDefault();
      field.focus();
    }
  });

  window.cocoon = { themeButton, columns, watchTop, dark };
})();
