// The kinds of credentials that people paste. The other kinds have no field: the browser itself
// sends the cookie of a session, and no page acts as Cloud Scheduler.
const pasted = ['apiKey', 'personToken'];

/**
 * The viewer's own fields all have the same id, and the last one gets the focus. So people would
 * paste a key into the wrong field. Here each id contains the name of the scheme, and the first
 * field gets the focus.
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

// The description comes from the server of this page. Pasted keys stay in the page's memory.
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
