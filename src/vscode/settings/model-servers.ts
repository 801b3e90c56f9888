/** A server to choose from, and its usual address. */
export interface ModelServer {
  readonly label: string;
  readonly baseUrl: string;
  readonly needsKey: boolean;
}

/** Those that many people have; any other address can be typed. */
export const modelServers: readonly ModelServer[] = [
  { label: 'Ollama', baseUrl: 'http://localhost:11434/v1', needsKey: false },
  { label: 'LM Studio', baseUrl: 'http://localhost:1234/v1', needsKey: false },
  { label: 'llama.cpp', baseUrl: 'http://localhost:8080/v1', needsKey: false },
  { label: 'vLLM', baseUrl: 'http://localhost:8000/v1', needsKey: false },
  { label: 'SGLang', baseUrl: 'http://localhost:30000/v1', needsKey: false },
  { label: 'OpenAI', baseUrl: 'https://api.openai.com/v1', needsKey: true },
  { label: 'Anthropic', baseUrl: 'https://api.anthropic.com', needsKey: true },
  {
    label: 'Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    needsKey: true,
  },
  { label: 'OpenRouter', baseUrl: 'https://openrouter.ai/api/v1', needsKey: true },
];
