/**
 * Forbids code to ask for a language by its name. `language === 'python' ? a : b` gives every further
 * language b without a word; a member of `Language`, or a row of a record by language, does not
 * compile until that language has an answer. ARCHITECTURE.md says where such questions belong.
 *
 * Found are names in comparisons, in `case`, as keys of object literals, of classes and of what is assigned, in
 * regular expressions, and where a text, list, set or map is asked whether it holds one. A constant
 * counts as what it was given.
 */

const equalities = new Set(['===', '!==', '==', '!=', 'in']);
/** Methods of texts, lists, sets and maps that ask for the name that they are given, or take it up. */
const asking = new Set([
  'includes',
  'indexOf',
  'lastIndexOf',
  'has',
  'get',
  'set',
  'add',
  'startsWith',
  'endsWith',
  'localeCompare',
  'match',
  'search',
]);
/** Functions that ask one argument for another. */
const comparing = new Map([
  ['Object', new Set(['is', 'hasOwn'])],
  ['Reflect', new Set(['has', 'get', 'set'])],
]);
/** Methods of a list, set or map of names that say something of what is given. */
const answering = new Set([...asking, 'some', 'every', 'find', 'findIndex', 'filter']);
const wrappers = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);
const collections = new Set(['Set', 'Map', 'WeakMap']);
const registries = new Set(['languages', 'traits']);

/** @type {import('eslint').Rule.RuleModule} */
export const noLanguageNames = {
  meta: {
    type: 'problem',
    docs: { description: 'Let a language answer for itself instead of asking for its name.' },
    schema: [
      {
        type: 'object',
        properties: {
          names: { type: 'array', items: { type: 'string' } },
          programs: { type: 'array', items: { type: 'string' } },
        },
        required: ['names'],
        additionalProperties: false,
      },
    ],
    messages: {
      compared:
        'A language is asked for by its name: another one would get the answer of none. Make it a member of Language, or a row of a record by language.',
      key: 'A language is a key here: another one would have no row. Keep the rows of languages in a registry that the type checker keeps complete.',
    },
  },
  create(context) {
    const [{ names: listed, programs = [] }] = context.options;
    const names = new Set(listed);
    const programKeys = new Set(programs);

    /** What a constant was given; other nodes as they are, without their types. */
    function meantBy(node, depth = 3) {
      if (wrappers.has(node.type)) return meantBy(node.expression, depth);
      if (isFrozen(node)) return meantBy(node.arguments[0], depth);
      if (node.type !== 'Identifier' || depth === 0) return node;
      let scope = context.sourceCode.getScope(node);
      while (scope !== null) {
        const variable = scope.set.get(node.name);
        const definition = variable?.defs[0];
        if (definition !== undefined) {
          const { node: declarator } = definition;
          const isConstant = variable.references.every((each) => !each.isWrite() || each.init);
          const isVariable = declarator.type === 'VariableDeclarator';
          const isPlain =
            isConstant && isVariable && declarator.id.type === 'Identifier' && declarator.init;
          return isPlain ? meantBy(declarator.init, depth - 1) : node;
        }
        scope = scope.upper;
      }
      return node;
    }

    /** `Object.freeze(…)` */
    function isFrozen({ type, callee, arguments: given }) {
      return (
        type === 'CallExpression' &&
        given.length === 1 &&
        callee.type === 'MemberExpression' &&
        callee.object.name === 'Object' &&
        callee.property.name === 'freeze'
      );
    }

    function isName(written) {
      const node = meantBy(written);
      if (node.type === 'Literal') return names.has(node.value);
      if (node.type === 'MemberExpression' && node.property.type === 'Literal') {
        const list = meantBy(node.object);
        const element = list.elements?.[node.property.value] ?? undefined;
        return element !== undefined && element.type !== 'SpreadElement' && isName(element);
      }
      return (
        node.type === 'TemplateLiteral' &&
        node.expressions.length === 0 &&
        names.has(node.quasis[0]?.value.cooked)
      );
    }

    /** `languages.python`, where it is compared as if it were a name. */
    function isRegistered(written) {
      const node = meantBy(written);
      return (
        node.type === 'MemberExpression' &&
        node.object.type === 'Identifier' &&
        registries.has(node.object.name) &&
        (node.computed ? isName(node.property) : names.has(node.property.name))
      );
    }

    /** A list, set or map that is written with a name in it. */
    function holdsName(written) {
      const node = meantBy(written);
      if (node.type === 'ArrayExpression') {
        return node.elements.some(
          (element) =>
            element !== null &&
            element.type !== 'SpreadElement' &&
            (isName(element) || holdsName(element)),
        );
      }
      return (
        node.type === 'NewExpression' &&
        node.callee.type === 'Identifier' &&
        collections.has(node.callee.name) &&
        node.arguments.some((argument) => holdsName(argument))
      );
    }

    const report = (node, messageId) => {
      context.report({ node, messageId });
    };

    return {
      BinaryExpression(node) {
        if (!equalities.has(node.operator)) return;
        const sides = [node.left, node.right];
        if (sides.some((side) => isName(side) || isRegistered(side))) report(node, 'compared');
      },
      SwitchCase(node) {
        if (node.test !== null && (isName(node.test) || isRegistered(node.test))) {
          report(node.test, 'compared');
        }
      },
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== 'MemberExpression') return;
        const { object, property } = callee;
        const method = callee.computed ? property.value : property.name;
        const [first] = node.arguments;
        const asks = asking.has(method) && first !== undefined && isName(first);
        const isAsked = answering.has(method) && (holdsName(object) || isName(object));
        const compares =
          comparing.get(object.name)?.has(method) === true && node.arguments.some(isName);
        if (asks || isAsked || compares) report(node, 'compared');
      },
      'Literal[regex]'(node) {
        const words = node.regex.pattern.match(/\w+/g) ?? [];
        if (words.some((word) => names.has(word))) report(node, 'compared');
      },
      'ObjectExpression > Property, PropertyDefinition'(node) {
        const { key } = node;
        const plain = !node.computed && key.type === 'Identifier' ? key.name : undefined;
        if (plain === undefined ? isName(key) : names.has(plain) && !programKeys.has(plain)) {
          report(key, 'key');
        }
      },
      'AssignmentExpression > MemberExpression.left'({ computed, property }) {
        const isKey = computed
          ? isName(property)
          : property.type === 'Identifier' && names.has(property.name);
        if (isKey && !programKeys.has(property.name)) report(property, 'key');
      },
    };
  },
};
