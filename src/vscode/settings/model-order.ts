import type { ModelFacts } from '../../core/model-facts.ts';

/** Words in the names of models that write no text: they embed, rank, hear, speak, paint or moderate. */
const writesNothing =
  /(?:^|[^a-z])(?:text-)?(?:embed(?:ding|dings|der)?|rerank(?:er)?|bge|gte|e5|minilm|colbert|clip|whisper|transcribe|tts|speech|dall-e|image|imagen|veo|sora|moderation|guard)(?:[^a-z]|$)|embed(?![a-z])/i;

/** Words in the names of models that were made for code. */
const forCode =
  /cod(?:er|e|ex|ing|estral|egemma|eqwen)(?:[^a-z]|$)|codestral|codegemma|codellama|starcoder|devstral|granite-code/i;

/**
 * The models of a server in the order in which they are offered: those made for code first, else as the server
 * lists them. Those that write no text are left out, unless there are no others.
 */
export function modelsToOffer(models: readonly ModelFacts[]): readonly ModelFacts[] {
  const writing = models.filter(({ name }) => !writesNothing.test(name));
  const offered = writing.length > 0 ? writing : models;
  const isForCode = ({ name }: ModelFacts) => forCode.test(name);
  return [...offered.filter(isForCode), ...offered.filter((each) => !isForCode(each))];
}
