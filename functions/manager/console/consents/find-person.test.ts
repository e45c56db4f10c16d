import { expect, it } from 'vitest';
import { identifierOf } from '#shared/domains/consents/complete-consent.ts';
import { consentTypes } from './consents-filters.ts';
import { personField } from './find-person.ts';

it.each(consentTypes)(
  'the field that identifies the person in a consent of the type %s is the one that the API requires',
  (type) => {
    expect(personField({ type })).toBe(identifierOf(type));
  },
);
