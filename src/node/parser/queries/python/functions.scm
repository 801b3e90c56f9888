; Functions and classes, their parts, and what makes a function a stub.
; The captures are explained in `language.ts`.

(function_definition
  "async"? @async
  name: (identifier) @name
  parameters: (parameters) @parameters
  return_type: (type)? @returns
  ":" @signature.end
  body: (block) @body) @function

(function_definition
  body: (block
    .
    (comment)*
    .
    (expression_statement [(string) (concatenated_string)] @doc.inside))) @function

(decorated_definition definition: (function_definition) @function) @declaration

(yield) @yield

(class_definition
  name: (identifier) @scope.name
  body: (block) @scope.body) @scope.class

(decorated_definition definition: (class_definition) @scope.class) @declaration

; Statements that stand for a body which is not written yet.
[(pass_statement) (expression_statement (ellipsis))] @placeholder

((raise_statement [(identifier) @_error (call function: (identifier) @_error)]) @placeholder
  (#eq? @_error "NotImplementedError"))

((return_statement) @placeholder.todo
  (#match? @placeholder.todo "^return(\\s+None)?\\s*$"))

((comment) @todo (#match? @todo "TODO|FIXME|XXX"))

; Functions without a body on purpose.
((decorated_definition
  (decorator (_) @_decorator)
  definition: (function_definition) @function @bodiless)
  (#match? @_decorator "(^|\\.)(abstract\\w*|overload)$"))

((class_definition
  superclasses: (argument_list (_) @_base)
  body: (block
    [
      (function_definition) @function @bodiless
      (decorated_definition definition: (function_definition) @function @bodiless)
    ]))
  (#match? @_base "(^|\\.)Protocol(\\[|$)"))

((decorated_definition
  (decorator (_) @_decorator)
  definition: (function_definition name: (identifier) @overload.name)) @overload
  (#match? @_decorator "(^|\\.)overload$"))

[(ERROR) (MISSING)] @error
