package io.sealcache.internal.seal;

import java.util.List;

/**
 * How a class of an application's changes from one release to the next. Each has three fields, as a
 * record and as a Serializable class; what is cached has the values Ada, 36 and RED.
 */
enum Evolution {
  NOTHING("nothing", Version.FIRST, Version.FIRST),
  ADDED(
      "a field is added",
      Version.FIRST,
      new Version(
          "String name, int age, Color color, String city", "\"Ada\", 36, Color.RED, \"Bonn\"")),
  ADDED_NUMBER(
      "an `int` is added",
      Version.FIRST,
      new Version("String name, int age, Color color, int size", "\"Ada\", 36, Color.RED, 7")),
  REMOVED(
      "a field is removed",
      Version.FIRST,
      new Version("String name, Color color", "\"Ada\", Color.RED")),
  RENAMED(
      "a field is renamed",
      Version.FIRST,
      new Version("String fullName, int age, Color color", "\"Ada\", 36, Color.RED")),
  REORDERED(
      "fields are reordered",
      Version.FIRST,
      new Version("int age, String name, Color color", "36, \"Ada\", Color.RED")),
  WIDENED(
      "`int` becomes `long`",
      Version.FIRST,
      new Version("String name, long age, Color color", "\"Ada\", 36, Color.RED")),
  BOXED(
      "`int` becomes `Integer`",
      Version.FIRST,
      new Version("String name, Integer age, Color color", "\"Ada\", 36, Color.RED")),
  RETYPED(
      "`int` becomes `String`",
      Version.FIRST,
      new Version("String name, String age, Color color", "\"Ada\", \"36\", Color.RED")),
  SPLIT(
      "`int` becomes a list",
      Version.FIRST,
      new Version(
          "String name, java.util.ArrayList<Integer> age, Color color",
          "\"Ada\", new java.util.ArrayList<>(java.util.List.of(36)), Color.RED")),
  CONSTANT_ADDED(
      "an enum constant is added",
      Version.FIRST,
      new Version(Version.FIELDS, Version.VALUES, "GREEN, RED, BLUE", "Value")),
  CONSTANT_REMOVED(
      "an enum constant is removed",
      Version.FIRST,
      new Version(Version.FIELDS, "\"Ada\", 36, Color.BLUE", "BLUE", "Value")),
  MOVED(
      "the class is renamed or moved",
      Version.FIRST,
      new Version(Version.FIELDS, Version.VALUES, "RED, BLUE", "Person"));

  /** What the document calls it. */
  final String title;

  final Version before;
  final Version after;

  Evolution(String title, Version before, Version after) {
    this.title = title;
    this.before = before;
    this.after = after;
  }

  /** A release: which fields the class has, which constants Color, and what it is called. */
  record Version(String fields, String values, String constants, String name) {
    private static final String FIELDS = "String name, int age, Color color";
    private static final String VALUES = "\"Ada\", 36, Color.RED";
    static final Version FIRST = new Version(FIELDS, VALUES);

    Version(String fields, String values) {
      this(fields, values, "RED, BLUE", "Value");
    }

    private List<String> names() {
      return List.of(fields.split(",")).stream().map(field -> field.strip().split(" ")[1]).toList();
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
      for (String field : fields.split(",")) {
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
