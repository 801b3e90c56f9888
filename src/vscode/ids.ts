/**
 * Every id that the manifest and the code share, once. `test/unit/manifest.test.ts` holds this list
 * and `package.json` against each other.
 */
export const commands = {
  grow: 'coppice.grow',
  growFromDescription: 'coppice.growFromDescription',
  decomposeOnly: 'coppice.decomposeOnly',
  stop: 'coppice.stop',
  review: 'coppice.review',
  accept: 'coppice.accept',
  reject: 'coppice.reject',
  acceptHunk: 'coppice.acceptHunk',
  rejectHunk: 'coppice.rejectHunk',
  restoreHunk: 'coppice.restoreHunk',
  chooseFunctions: 'coppice.chooseFunctions',
  reviewOverEdit: 'coppice.reviewOverEdit',
  copyResult: 'coppice.copyResult',
  chooseModel: 'coppice.chooseModel',
  setApiKey: 'coppice.setApiKey',
  showSent: 'coppice.showSent',
  showSandbox: 'coppice.showSandbox',
  showTerminal: 'coppice.showTerminal',
  openCandidate: 'coppice.openCandidate',
  compareCandidates: 'coppice.compareCandidates',
  regrow: 'coppice.regrow',
  editContract: 'coppice.editContract',
  addExample: 'coppice.addExample',
  pinCandidate: 'coppice.pinCandidate',
  unpinCandidate: 'coppice.unpinCandidate',
  openSettings: 'coppice.openSettings',
  answer: 'coppice.answer',
  resume: 'coppice.resume',
  dismiss: 'coppice.dismiss',
  openRun: 'coppice.openRun',
  showPlan: 'coppice.showPlan',
  showReport: 'coppice.showReport',
  growPlan: 'coppice.growPlan',
  openPlan: 'coppice.openPlan',
  openPlanCode: 'coppice.openPlanCode',
  planFromCode: 'coppice.planFromCode',
  diagnose: 'coppice.diagnose',
  forgetModel: 'coppice.forgetModel',
  moveSettings: 'coppice.moveSettings',
  openExample: 'coppice.openExample',
  repair: 'coppice.repair',
  offerTests: 'coppice.offerTests',
  acceptTests: 'coppice.acceptTests',
  rejectTests: 'coppice.rejectTests',
} as const;

export const settings = {
  modelProvider: 'coppice.model.provider',
  modelBaseUrl: 'coppice.model.baseUrl',
  modelName: 'coppice.model.name',
  concurrency: 'coppice.model.concurrency',
  roles: 'coppice.model.roles',
  reasoningEffort: 'coppice.model.reasoningEffort',
  api: 'coppice.model.api',
  keepReasoning: 'coppice.model.keepReasoning',
  strategy: 'coppice.search.strategy',
  selector: 'coppice.search.selector',
  samples: 'coppice.search.samples',
  depth: 'coppice.search.depth',
  temperature: 'coppice.search.temperature',
  divideTemperature: 'coppice.search.divideTemperature',
  maxTokens: 'coppice.search.maxTokens',
  reasoningTokens: 'coppice.search.reasoningTokens',
  budgetTokens: 'coppice.budget.tokens',
  budgetMoney: 'coppice.budget.money',
  budgetSeconds: 'coppice.budget.seconds',
  budgetRuns: 'coppice.budget.runs',
  prices: 'coppice.budget.prices',
  pythonInterpreter: 'coppice.python.interpreter',
  nodePath: 'coppice.node.path',
  allowUnsandboxed: 'coppice.sandbox.allowUnsandboxed',
  codeLens: 'coppice.codeLens.enabled',
} as const;

export const contextKeys = {
  hasModel: 'coppice.hasModel',
  hasOldSettings: 'coppice.hasOldSettings',
  hasRun: 'coppice.hasRun',
  isRunning: 'coppice.isRunning',
  isAsking: 'coppice.isAsking',
  hasResult: 'coppice.hasResult',
  isReviewing: 'coppice.isReviewing',
  isReviewingTests: 'coppice.isReviewingTests',
} as const;

/** Tools that language models may call. */
export const tools = {
  grow: 'coppice_grow',
  repair: 'coppice_repair',
  verify: 'coppice_verify',
} as const;

/** The walkthrough; VS Code names it by extension and this. */
export const walkthrough = 'coppice.start';

export const views = {
  container: 'coppice',
  plan: 'coppice.plan',
} as const;
