; Functions and classes, their parts, and what makes a function a stub: what JavaScript and
; TypeScript share. The captures are explained in `language.ts`.

(function_declaration
  "async"? @async
  name: (identifier) @name
  parameters: (formal_parameters) @parameters
  body: (statement_block) @body) @function

(generator_function_declaration
  "async"? @async
  name: (identifier) @name
  parameters: (formal_parameters) @parameters
  body: (statement_block) @body) @function @generator

(method_definition
  "async"? @async
  "*"? @generator
  name: (_) @name
  parameters: (formal_parameters) @parameters
  body: (statement_block) @body) @function

(arrow_function
  "async"? @async
  [
    parameters: (formal_parameters) @parameters
    parameter: (identifier) @parameter
  ]
  body: (_) @body) @function

(function_expression
  "async"? @async
  parameters: (formal_parameters) @parameters
  body: (statement_block) @body) @function

(generator_function
  "async"? @async
  parameters: (formal_parameters) @parameters
  body: (statement_block) @body) @function @generator

; A function that is a value goes by the name of what it is assigned to.
(variable_declarator
  name: (identifier) @name
  value: [(arrow_function) (function_expression) (generator_function)] @function) @declaration

(pair
  key: (_) @name
  value: [(arrow_function) (function_expression) (generator_function)] @function) @declaration

(expression_statement
  (assignment_expression
    left: [(identifier) @name (member_expression property: (_) @name)]
    right: [(arrow_function) (function_expression) (generator_function)] @function)) @declaration

; What such an assignment makes it a member of, where that is not the module.
((expression_statement
  (assignment_expression
    left: (member_expression object: (identifier) @owner property: (_) @name)
    right: [(arrow_function) (function_expression) (generator_function)] @function)) @declaration
  (#not-match? @owner "^(module|exports)$"))
((expression_statement
  (assignment_expression
    left: (member_expression
      object: (member_expression object: (identifier) @owner property: (_) @_prototype)
      property: (_) @name)
    right: [(arrow_function) (function_expression) (generator_function)] @function)) @declaration
  (#eq? @_prototype "prototype"))

(export_statement
  "default" @name
  value: [(arrow_function) (function_expression) (generator_function)] @function) @declaration

; The whole declaration around it; the outermost counts.
(lexical_declaration
  .
  (variable_declarator
    value: [(arrow_function) (function_expression) (generator_function)] @function)
  .) @declaration

(variable_declaration
  .
  (variable_declarator
    value: [(arrow_function) (function_expression) (generator_function)] @function)
  .) @declaration

(export_statement
  declaration: [(function_declaration) (generator_function_declaration)] @function) @declaration

(export_statement
  declaration: (lexical_declaration
    .
    (variable_declarator
      value: [(arrow_function) (function_expression) (generator_function)] @function)
    .)) @declaration

(decorator) @decorator

; Classes, and objects whose members are functions.
(class_declaration name: (_) @scope.name body: (class_body) @scope.body) @scope.class
(variable_declarator
  name: (identifier) @scope.name
  value: (class body: (class_body) @scope.body) @scope.class)
(lexical_declaration . (variable_declarator value: (class) @scope.class) .) @declaration
(export_statement declaration: (class_declaration) @scope.class) @declaration
(export_statement
  declaration: (lexical_declaration . (variable_declarator value: (class) @scope.class) .)) @declaration

(variable_declarator name: (identifier) @scope.name value: (object) @scope.object @scope.body)
(pair key: (property_identifier) @scope.name value: (object) @scope.object @scope.body)
(assignment_expression
  left: [(identifier) @scope.name (member_expression property: (_) @scope.name)]
  right: (object) @scope.object @scope.body)
((assignment_expression
  left: (member_expression object: (identifier) @owner property: (_) @scope.name)
  right: (object) @scope.object @scope.body)
  (#not-match? @owner "^(module|exports)$"))
(export_statement "default" @scope.name value: (object) @scope.object @scope.body)

((comment) @doc.before (#match? @doc.before "^/\\*\\*"))

; Statements that stand for a body which is not written yet.
((throw_statement) @placeholder
  (#match? @placeholder "[Nn]ot[ -]?([Yy]et[ -]?)?[Ii]mplemented|[Uu]nimplemented|TODO|[Tt]o ?do"))

((return_statement) @placeholder.todo
  (#match? @placeholder.todo "^return(\\s+(null|undefined))?\\s*;?$"))

((comment) @todo (#match? @todo "TODO|FIXME|XXX"))

[(ERROR) (MISSING)] @error
