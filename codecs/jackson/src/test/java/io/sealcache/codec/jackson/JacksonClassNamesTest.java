package io.sealcache.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import io.sealcache.codec.Codec;
import io.sealcache.codec.standard.Coding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Data that would name classes is refused before the first entry, wherever a type hides it. */
@ParameterizedClass
@EnumSource(Jackson.class)
class JacksonClassNamesTest {
  private final Jackson version;

  JacksonClassNamesTest(Jackson version) {
    this.version = version;
  }

  private static final JsonTypeInfo.Id CLASS = JsonTypeInfo.Id.CLASS;

  /** What each of the types below has somewhere inside. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface ByClass {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
  interface ByMinimalClass {}

  record Leaf(ByClass leaf) {}

  record MinimalLeaf(ByMinimalClass leaf) {}

  record OnProperty(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object leaf) {}

  record OnElements(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) List<Object> leaf) {}

  static final class OwnWay extends JsonDeserializer<Object> {
    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
      return "own";
    }
  }

  static final class OwnWayOf3 extends tools.jackson.databind.ValueDeserializer<Object> {
    @Override
    public Object deserialize(
        tools.jackson.core.JsonParser parser,
        tools.jackson.databind.DeserializationContext context) {
      return "own";
    }
  }

  record OnOwnWay(
      @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
          @JsonDeserialize(using = OwnWay.class)
          @tools.jackson.databind.annotation.JsonDeserialize(using = OwnWayOf3.class)
          Object leaf) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = NamedSubtype.class, name = "sub"))
  interface Named {}

  record NamedSubtype(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object leaf) implements Named {}

  record OfNamed(List<Named> parts) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = Middle.class, name = "middle"))
  interface Top {}

  @JsonSubTypes(@JsonSubTypes.Type(value = Bottom.class, name = "bottom"))
  interface Middle extends Top {}

  record Bottom(Leaf down) implements Middle {}

  interface Plain {}

  record PlainSubtype(OnProperty down) implements Plain {}

  record SubtypesOfProperty(
      @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
          @JsonSubTypes(@JsonSubTypes.Type(value = PlainSubtype.class, name = "sub"))
          Plain part) {}

  record SubtypesOfElements(
      @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
          @JsonSubTypes(@JsonSubTypes.Type(value = PlainSubtype.class, name = "sub"))
          Map<String, Plain> parts) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, defaultImpl = Default.class)
  interface WithDefault {}

  record Default(Leaf down) implements WithDefault {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes(@JsonSubTypes.Type(Deduced.class))
  interface ByDeduction {}

  record Deduced(Leaf down) implements ByDeduction {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = GenericSubtype.class, name = "sub"))
  interface Generic<T> {
    T content();
  }

  record GenericSubtype<T>(T content) implements Generic<T> {}

  record OfGeneric(Generic<Leaf> part) {}

  record Box<T>(T content) {}

  record OfBox(Box<Leaf> box) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  static final class Key {
    public String text;

    public Key(String text) {
      this.text = text;
    }
  }

  record OfKeys(Map<Key, String> map) {}

  record OfClassKeys(Map<Class<?>, String> map) {}

  record OfValues(Map<String, Map<String, Leaf>> map) {}

  record OfEntry(Map.Entry<String, Leaf> entry) {}

  static final class OfArray {
    public Leaf[][] array = {};
  }

  record OfReference(AtomicReference<Leaf> reference) {}

  record OfUnwrapped(@JsonUnwrapped Leaf inner) {}

  record OfRefined(
      @JsonDeserialize(as = PlainSubtype.class)
          @tools.jackson.databind.annotation.JsonDeserialize(as = PlainSubtype.class)
          Plain part) {}

  static final class OfAny {
    public int size;
    @JsonAnySetter public Map<String, Leaf> others = new HashMap<>();
  }

  static final class OfAnyMethod {
    public int size;

    @JsonAnySetter
    public void other(String name, Leaf other) {
      size += name.length() + other.hashCode();
    }
  }

  static final class OfDelegate {
    public final int size;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    OfDelegate(Leaf delegate) {
      size = delegate.hashCode();
    }
  }

  @JsonDeserialize(builder = Built.Builder.class)
  @tools.jackson.databind.annotation.JsonDeserialize(builder = Built.Builder.class)
  static final class Built {
    public int size;

    @JsonPOJOBuilder(withPrefix = "")
    @tools.jackson.databind.annotation.JsonPOJOBuilder(withPrefix = "")
    static final class Builder {
      private int size;

      public Builder leaf(ByClass leaf) {
        size = leaf.hashCode();
        return this;
      }

      public Built build() {
        Built built = new Built();
        built.size = size;
        return built;
      }
    }
  }

  @JsonFormat(shape = JsonFormat.Shape.OBJECT)
  static final class ListWithProperties extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    public transient Object leaf = "";

    public Object getLeaf() {
      return leaf;
    }

    public void setLeaf(Object leaf) {
      this.leaf = leaf;
    }
  }

  static Stream<Arguments> hidden() {
    return Stream.of(
        Arguments.of(Leaf.class, "Leaf.leaf"),
        Arguments.of(MinimalLeaf.class, "MinimalLeaf.leaf"),
        Arguments.of(OnProperty.class, "OnProperty.leaf"),
        Arguments.of(OnElements.class, "OnElements.leaf"),
        Arguments.of(OnOwnWay.class, "OnOwnWay.leaf"),
        Arguments.of(Named.class, "Named (subtype " + NamedSubtype.class.getName() + ").leaf"),
        Arguments.of(OfNamed.class, "OfNamed.parts (element) (subtype "),
        Arguments.of(Top.class, "(subtype " + Bottom.class.getName() + ").down.leaf"),
        Arguments.of(SubtypesOfProperty.class, "SubtypesOfProperty.part (subtype "),
        Arguments.of(SubtypesOfElements.class, "SubtypesOfElements.parts"),
        Arguments.of(WithDefault.class, "(subtype " + Default.class.getName() + ").down.leaf"),
        // Jackson deduces by a resolver that could name classes too.
        Arguments.of(ByDeduction.class, "ByDeduction"),
        Arguments.of(
            OfGeneric.class,
            "OfGeneric.part (subtype " + GenericSubtype.class.getName() + ").content.leaf"),
        Arguments.of(OfBox.class, "OfBox.box.content.leaf"),
        Arguments.of(OfKeys.class, "OfKeys.map (key)"),
        Arguments.of(OfClassKeys.class, "OfClassKeys.map (key)"),
        Arguments.of(OfValues.class, "OfValues.map (element) (element).leaf"),
        Arguments.of(OfEntry.class, "OfEntry.entry (element).leaf"),
        Arguments.of(OfArray.class, "OfArray.array (element) (element).leaf"),
        Arguments.of(OfReference.class, "OfReference.reference (element).leaf"),
        Arguments.of(OfUnwrapped.class, "OfUnwrapped.inner.leaf"),
        Arguments.of(OfAny.class, "OfAny.* (element).leaf"),
        Arguments.of(OfAnyMethod.class, "OfAnyMethod.*.leaf"),
        Arguments.of(OfDelegate.class, "OfDelegate (creator).leaf"),
        Arguments.of(Built.class, "Built.leaf"));
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void classNames_areRefusedWithTheirPlace(Class<?> type, String place) {
    assertRefused(Jackson.Mapper.PLAIN, type, place);
  }

  @JsonFormat(shape = JsonFormat.Shape.POJO) // as Jackson 3 alone has it
  static final class BeanOfAList extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    private transient @Nullable ByClass leaf;

    public @Nullable ByClass getLeaf() {
      return leaf;
    }

    public void setLeaf(ByClass leaf) {
      this.leaf = leaf;
    }
  }

  @Test
  void listWithProperties_isLookedInto() {
    Class<?> type = version == Jackson.TWO ? ListWithProperties.class : BeanOfAList.class;

    assertRefused(Jackson.Mapper.PLAIN, type, type.getSimpleName() + ".leaf");
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void classNames_areRefusedWithoutAMapperOfTheApplication(Class<?> type, String place) {
    for (Codec codec : version.withModules()) {
      assertThatIllegalArgumentException()
          .as(place)
          .isThrownBy(() -> codec.forValuesOf(type))
          .withMessageContainingAll("Codec '" + codec.name() + "'", type.getName());
    }
  }

  @Test
  void subtypesThatTheMapperKnows_areLookedInto() {
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface Base {}
    @JsonTypeName("late")
    record Late(Leaf down) implements Base {}
    record Small(int size) implements Base {}
    record OfBase(Base base) {}
    Jackson.Mapper small = Jackson.Mapper.ofSubtypes(Small.class);
    assertThat(json(small).forValuesOf(OfBase.class)).isNotNull();

    Jackson.Mapper late = Jackson.Mapper.ofSubtypes(Late.class);

    assertRefused(late, OfBase.class, ".base (subtype " + Late.class.getName() + ").down.leaf");
  }

  @Test
  void mixinOfAClass_isLookedInto() {
    Jackson.Mapper mapper = Jackson.Mapper.ofMixin(Plain.class, ByClass.class);
    record OfPlain(List<Plain> parts) {}

    assertRefused(mapper, OfPlain.class, ".parts");
  }

  interface AnythingByClass {
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    Object anything();
  }

  @Test
  void mixinOfAProperty_isLookedInto() {
    record Inner(Object anything) {}
    record Outer(Inner inner) {}
    assertThat(json(Jackson.Mapper.PLAIN).forValuesOf(Outer.class)).isNotNull();
    Jackson.Mapper mapper = Jackson.Mapper.ofMixin(Inner.class, AnythingByClass.class);

    assertRefused(mapper, Outer.class, ".inner.anything");
  }

  @Test
  void mixinOfSubtypes_isLookedInto() {
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = PlainSubtype.class, name = "sub"))
    interface Mixin {}
    Jackson.Mapper mapper = Jackson.Mapper.ofMixin(Plain.class, Mixin.class);

    assertRefused(mapper, Plain.class, "(subtype " + PlainSubtype.class.getName() + ").down.leaf");
  }

  @Test
  void defaultTyping_isRefusedWhateverItsIds() {
    for (JsonTypeInfo.Id id : List.of(CLASS, JsonTypeInfo.Id.MINIMAL_CLASS, JsonTypeInfo.Id.NAME)) {
      Jackson.Mapper mapper = Jackson.Mapper.ofDefaultTyping(id);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> json(mapper).forValuesOf(Box.class.arrayType()))
          .withMessageContaining("default typing");
    }
  }

  @Test
  void typeReadAsAnother_isLookedInto() {
    assertRefused(Jackson.Mapper.PLAIN, OfRefined.class, "OfRefined.part.down.leaf");
  }

  record FineBox<T>(T content, List<Map<String, T[]>> more) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = FineLeaf.class, name = "leaf"),
    @JsonSubTypes.Type(value = FineTree.class, name = "tree")
  })
  interface Fine {}

  record FineLeaf(String text) implements Fine {}

  record FineTree(FineBox<List<Fine>> children, Map.Entry<String, Fine> entry) implements Fine {}

  @Test
  void names_areFineAtAnyDepth() throws Exception {
    Coding coding = Coding.of(version.json(Fine.class));
    FineTree leaves =
        new FineTree(
            new FineBox<>(List.of(new FineLeaf("a"), new FineLeaf("b")), List.of()),
            Map.entry("c", new FineLeaf("d")));
    FineTree tree = new FineTree(new FineBox<>(List.of(leaves), List.of()), Map.entry("e", leaves));

    assertThat(coding.roundTrip(tree)).isEqualTo(tree);
  }

  private Codec json(Jackson.Mapper mapper) {
    return version.ofMapper(mapper).get(0);
  }

  private void assertRefused(Jackson.Mapper mapper, Class<?> type, String place) {
    for (Codec codec : version.ofMapper(mapper)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.forValuesOf(type))
          .withMessageContainingAll(
              "Codec '" + codec.name() + "'", type.getName(), place, "classes to load");
    }
  }
}
