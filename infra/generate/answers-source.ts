import type { JsonSchema, OpenApiDocument } from '#shared/openapi/openapi-document.ts';
import { typeSource } from './type-source.ts';

/**
 * Components of the API description that the client has types of, beside those of categories; with what is said of
 * each that the description says nothing of.
 */
const written: { readonly [component: string]: string } = {
  Conversation: '',
  SubjectSet: 'That it is known who a conversation is with, and until when.',
  CouponPool: '',
  CouponPoolCreate: 'What a pool is created from.',
  CouponFileTrial: '',
  Raffle: '',
  RaffleCreate: '',
  RaffleWinner: '',
  Draw: '',
  LoyaltyBalance: 'A person’s coins; `expiring` where so many of the earnings were asked for.',
  Experience: '',
  NluSummary: 'How well each intent is recognised, on a page of them.',
  CustomerHistory: 'What each value of a customer was before, the latest first.',
  ConsentProof: 'What proves a consent. What is not known is null.',
  StorageOverview: '',
  Problem: '',
};

/** What the description says of a component, in its first paragraph. */
function commentOf(name: string, { description }: JsonSchema): string {
  const [first] = typeof description === 'string' ? description.split('\n\n') : [written[name]];
  return `/** ${first} */`;
}

/** The source of the types of what belongs to no category, from the description of the API; not laid out. */
export function answersSource({ components }: OpenApiDocument): string {
  const find = (name: string): JsonSchema => {
    const schema = components.schemas[name];
    if (schema === undefined) throw new Error(`the description has no component ${name}`);
    return schema;
  };
  const types = Object.keys(written).map((name) => {
    const schema = find(name);
    const source = typeSource(schema, (other) => (other in written ? other : find(other)));
    return `\n${commentOf(name, schema)}\nexport type ${name} = ${source};\n`;
  });
  return `// Generated from the description of the API by \`npm run generate\`.\n${types.join('')}`;
}
