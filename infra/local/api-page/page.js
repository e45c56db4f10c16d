// The page has a field only for these kinds of credentials. Nobody pastes a session, because
// the browser sends the session's cookie by itself. Device tokens are for pages of tenants, and
// only Cloud Scheduler has a token for the tasks.
const pasted = ['apiKey', 'personToken'];

/**
 * Replaces the viewer's own fields for credentials. The viewer's fields all have the same id, and
 * the last field gets the focus, so people would paste a key into the wrong field. Here each field
 * has its own id, and the first field gets the focus.
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

// The server of this page also serves the description of the API. Pasted keys stay in the memory of
// the page, and are never stored.
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
