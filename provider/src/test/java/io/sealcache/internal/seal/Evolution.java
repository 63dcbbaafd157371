package io.sealcache.internal.seal;

import java.util.List;

/**
 * How a class of an application changes from one release to the next. Each has three fields, as a
 * record and as a Serializable class; what is cached has the values Ada, 36 and RED.
 */
enum Evolution {
  NOTHING("nothing", Version.FIELDS, Version.VALUES),
  ADDED(
      "a field is added",
      "String name, int age, Color color, String city",
      "\"Ada\", 36, Color.RED, \"Bonn\""),
  ADDED_NUMBER(
      "an `int` is added",
      "String name, int age, Color color, int size",
      "\"Ada\", 36, Color.RED, 7"),
  REMOVED("a field is removed", "String name, Color color", "\"Ada\", Color.RED"),
  RENAMED("a field is renamed", "String fullName, int age, Color color", "\"Ada\", 36, Color.RED"),
  REORDERED("fields are reordered", "int age, String name, Color color", "36, \"Ada\", Color.RED"),
  WIDENED("`int` becomes `long`", "String name, long age, Color color", "\"Ada\", 36, Color.RED"),
  BOXED(
      "`int` becomes `Integer`", "String name, Integer age, Color color", "\"Ada\", 36, Color.RED"),
  RETYPED(
      "`int` becomes `String`",
      "String name, String age, Color color",
      "\"Ada\", \"36\", Color.RED"),
  SPLIT(
      "`int` becomes a list",
      "String name, java.util.ArrayList<Integer> age, Color color",
      "\"Ada\", new java.util.ArrayList<>(java.util.List.of(36)), Color.RED"),
  CONSTANT_ADDED(
      "an enum constant is added", Version.FIELDS, Version.VALUES, "GREEN, RED, BLUE", "Value"),
  CONSTANT_REMOVED(
      "an enum constant is removed", Version.FIELDS, "\"Ada\", 36, Color.BLUE", "BLUE", "Value"),
  MOVED("the class is renamed or moved", Version.FIELDS, Version.VALUES, "RED, BLUE", "Person");

  /** The name that the document has for it. */
  final String title;

  private final String fields;
  private final String values;
  private final String constants;
  private final String name;

  Evolution(String title, String fields, String values) {
    this(title, fields, values, "RED, BLUE", "Value");
  }

  Evolution(String title, String fields, String values, String constants, String name) {
    this.title = title;
    this.fields = fields;
    this.values = values;
    this.constants = constants;
    this.name = name;
  }

  /** The release that each of them changes. */
  static Version before() {
    return Version.FIRST;
  }

  Version after() {
    return new Version(fields, values, constants, name);
  }

  /** A release: which fields the class has, which constants Color, and what it is called. */
  record Version(String fields, String values, String constants, String name) {
    private static final String FIELDS = "String name, int age, Color color";
    private static final String VALUES = "\"Ada\", 36, Color.RED";
    private static final Version FIRST = new Version(FIELDS, VALUES, "RED, BLUE", "Value");

    private List<String> names() {
      return List.of(fields.split(",", -1)).stream()
          .map(field -> field.substring(field.lastIndexOf(' ') + 1))
          .toList();
    }

    private String print() {
      return "@Override public String toString() { return \"\" + "
          + String.join(" + \", \" + ", names())
          + "; }";
    }

    String record() {
      return "record %s(%s) { %s }".formatted(name, fields, print());
    }

    String serializableRecord() {
      return "record %s(%s) implements java.io.Serializable { %s }"
          .formatted(name, fields, print());
    }

    /**
     * @param uid a declaration, or nothing
     */
    String serializableClass(String uid) {
      StringBuilder text =
          new StringBuilder("class " + name + " implements java.io.Serializable {");
      text.append(uid);
      for (String field : fields.split(",", -1)) {
        text.append("private final ").append(field.strip()).append(";");
      }
      text.append(name).append("(").append(fields).append(") {");
      for (String field : names()) {
        text.append("this.%s = %s;".formatted(field, field));
      }
      return text.append("}").append(print()).append("}").toString();
    }

    String color() {
      return "enum Color { " + constants + " }";
    }

    String maker() {
      return "public class Make { public static Object it() { return new %s(%s); } }"
          .formatted(name, values);
    }
  }
}
