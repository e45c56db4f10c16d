// What can be pasted here: the browser itself brings the cookie of a session, and no page acts as Cloud Scheduler.
const pasted = ['apiKey', 'personToken'];

/**
 * The viewer's own field gives every one of its kind the same id and the focus to the last, so a key that is pasted
 * ends up where it means nothing. This one is named by its scheme, and the first has the focus.
 */
function bearerField({ React: { createElement } }) {
  return function BearerField({ authorized, getComponent, name, onChange, schema }) {
    const isGiven = authorized?.get(name) !== undefined;
    const id = `credential-${name}`;
    const field = createElement('input', {
      id,
      type: 'password',
      autoComplete: 'off',
      autoFocus: name === pasted[0],
      onChange: (event) => onChange({ name, schema, value: event.target.value.trim() }),
    });
    return createElement(
      'div',
      null,
      createElement('h4', null, createElement('label', { htmlFor: id }, name)),
      createElement(getComponent('Markdown', true), { source: schema.get('description') }),
      isGiven ? createElement('p', null, 'Given.') : field,
    );
  };
}

const credentials = (system) => ({
  wrapComponents: { HttpAuth: () => bearerField(system) },
  statePlugins: {
    auth: {
      wrapSelectors: {
        definitionsToAuthorize:
          (found) =>
          (...asked) =>
            found(...asked)?.filter((each) => pasted.includes(each.keySeq().first())),
      },
    },
  },
});

// What is described is where this page is served; the key stays in the page's memory.
globalThis.SwaggerUIBundle({
  url: '/v1/openapi.json',
  domNode: document.getElementById('api'),
  plugins: [credentials],
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
});
