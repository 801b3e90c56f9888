import ts from 'typescript';

/**
 * Forbids code to reach past the engine for a model, a runner or the user. Only what the engine does is
 * within the budget, in the journal, masked, and ends when the run does. A strategy yields a step
 * instead: `ask`, `run`, `question`.
 *
 * Found are the members of the ports that act, by their types: called, handed on, or taken out of their
 * object, whatever a variable is called and whichever class stands behind it.
 */

/** @type {import('eslint').Rule.RuleModule} */
export const engineActsAlone = {
  meta: {
    type: 'problem',
    docs: { description: 'Let the engine alone ask models, run programs and ask the user.' },
    schema: [
      {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            /** Name of the port's interface, and the end of the path of its file. */
            port: { type: 'string' },
            file: { type: 'string' },
            method: { type: 'string' },
          },
          required: ['port', 'file', 'method'],
          additionalProperties: false,
        },
      },
    ],
    messages: {
      acts: '{{port}}.{{method}} is for the engine alone, which keeps budget, journal and cancellation. Yield a step of core/engine/step.ts, or start a run.',
    },
  },
  create(context) {
    const [acting] = context.options;
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    const checker = program.getTypeChecker();

    /** The port whose acting member a symbol is, or implements. */
    function portOf(symbol, name) {
      for (const declaration of symbol?.declarations ?? []) {
        const holder = declaration.parent;
        const found = ts.isInterfaceDeclaration(holder)
          ? acting.find(
              ({ port, file, method }) =>
                method === name &&
                holder.name.text === port &&
                holder.getSourceFile().fileName.endsWith(file),
            )
          : ts.isClassLike(holder) && implementedBy(holder, name);
        if (found) return found;
      }
      return undefined;
    }

    function implementedBy(holder, name) {
      for (const { types } of holder.heritageClauses ?? []) {
        for (const type of types) {
          const found = portOf(checker.getTypeAtLocation(type).getProperty(name), name);
          if (found) return found;
        }
      }
      return undefined;
    }

    function look(node, object, name) {
      if (!acting.some(({ method }) => method === name)) return;
      const type = checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(object));
      const property = checker.getPropertyOfType(checker.getNonNullableType(type), name);
      const found = portOf(property, name);
      if (found) context.report({ node, messageId: 'acts', data: found });
    }

    return {
      MemberExpression(node) {
        const { object, property, computed } = node;
        look(property, object, computed ? property.value : property.name);
      },
      ObjectPattern(node) {
        for (const { key, computed } of node.properties) {
          if (key !== undefined) look(key, node, computed ? key.value : (key.name ?? key.value));
        }
      },
    };
  },
};
