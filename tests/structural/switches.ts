import { resolve } from 'node:path';
import ts from 'typescript';

/** A program over these files, as the project's tsconfig has it. Its files have absolute names. */
export function readProgram(files?: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, resolve('.'));
  return ts.createProgram(files ?? fileNames, options);
}

/** What a value can be, one by one; null when that is more than a list of texts, numbers and the like. */
function membersOf(type: ts.Type, checker: ts.TypeChecker): Map<string, ts.Type> | null {
  const members = type.isUnion() ? type.types : [type];
  const isUnit = (member: ts.Type) => (member.flags & ts.TypeFlags.Unit) !== 0;
  if (members.length < 2 || !members.every(isUnit)) return null;
  return new Map(members.map((member) => [checker.typeToString(member), member]));
}

/** Whether a package decides what there is: its list may grow with any release, so that a default is right. */
function isForeign(expression: ts.Expression, checker: ts.TypeChecker): boolean {
  const declarations = checker.getSymbolAtLocation(expression)?.declarations ?? [];
  const isOfPackage = (one: ts.Declaration) =>
    one.getSourceFile().fileName.includes('/node_modules/');
  return declarations.length > 0 && declarations.every(isOfPackage);
}

function isNeverCheck(clause: ts.DefaultClause): boolean {
  return /\bsatisfies never\b/.test(clause.getText());
}

/**
 * Each `switch` over a union that does not name all of it, as 'file:line: what is missing'. A `default` counts for
 * nothing, unless it is there to be unreachable (`satisfies never`): it would take a new member of the union in silence.
 */
export function findOpenSwitches(program: ts.Program, isOurs: (file: string) => boolean): string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];

  function look(node: ts.Node): void {
    if (ts.isSwitchStatement(node)) judge(node);
    ts.forEachChild(node, look);
  }

  function judge(statement: ts.SwitchStatement): void {
    if (isForeign(statement.expression, checker)) return;
    const missing = membersOf(checker.getTypeAtLocation(statement.expression), checker);
    if (!missing) return;
    const { clauses } = statement.caseBlock;
    for (const clause of clauses)
      if (ts.isCaseClause(clause))
        missing.delete(checker.typeToString(checker.getTypeAtLocation(clause.expression)));
    const silent = clauses.find((clause) => ts.isDefaultClause(clause) && !isNeverCheck(clause));
    if (missing.size === 0 && !silent) return;
    const file = statement.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(statement.getStart());
    const what = missing.size > 0 ? `no case for ${[...missing.keys()].join(', ')}` : 'a default';
    found.push(`${ts.sys.resolvePath(file.fileName)}:${line + 1}: ${what}`);
  }

  for (const file of program.getSourceFiles()) if (isOurs(file.fileName)) look(file);
  return found;
}
