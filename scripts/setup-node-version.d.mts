export function nodeProblem(version: string, range: string): string | null
export function checkNode(version?: string): void
