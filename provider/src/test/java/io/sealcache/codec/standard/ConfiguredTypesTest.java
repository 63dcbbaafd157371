package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Codec;
import io.sealcache.fixture.Latches;
import io.sealcache.fixture.OwnClasses;
import io.sealcache.fixture.Undeclared;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Status;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that a cache takes whose type is set and whose filter is not. */
class ConfiguredTypesTest {
  interface Payment {}

  record Card(String number, Issuer issuer) implements Payment, Serializable {}

  record Issuer(String name) implements Serializable {}

  static final class Cash implements Payment, Serializable {
    final BigDecimal amount = BigDecimal.ONE;
  }

  static class Base implements Serializable {
    long version;
  }

  static class Order extends Base {
    @Nullable Payment payment;
    List<? extends Payment> refunds = new ArrayList<>();
    Map<String, Payment[]> attempts = new HashMap<>();
    @Nullable Object anything;
    transient @Nullable Thread worker;
  }

  static final class ExpressOrder extends Order {
    final Courier courier = new Courier();
  }

  static final class Courier implements Serializable {}

  static class Bounded<T extends Payment> implements Serializable {
    final T content;

    Bounded(T content) {
      this.content = content;
    }
  }

  static final class Orders extends ArrayList<Order> {}

  /** No part of an order. */
  static final class Unrelated extends Base {}

  private static List<Coding> of(Class<?> type) {
    var filter = JavaFilter.of(JavaFilter.defaultFor(type), type);
    return Stream.<Codec>of(StandardCodec.forValues(filter), JavaCodec.forValues(filter))
        .map(Coding::of)
        .toList();
  }

  private static Order order(@Nullable Object anything) {
    Order order = new Order();
    order.payment = new Card("1", new Issuer("bank"));
    order.refunds =
        new ArrayList<>(List.<Payment>of(new Cash(), new Card("2", new Issuer("bank"))));
    order.attempts.put("a", new Payment[] {new Cash()});
    order.anything = anything;
    return order;
  }

  @Test
  void fieldOfAnInterfaceOrClassOfYours_takesItsSubtypes() throws Exception {
    for (Coding orders : of(Order.class)) {
      Order read = (Order) orders.roundTrip(order(null));

      assertThat(read.payment).isEqualTo(new Card("1", new Issuer("bank")));
      assertThat(read.refunds).hasSize(2);
      assertThat(read.attempts.get("a")).hasOnlyElementsOfType(Cash.class);
      assertThat(orders.roundTrip(new ExpressOrder())).isInstanceOf(ExpressOrder.class);
    }
    for (Coding payments : of(Payment.class)) {
      assertThat(payments.roundTrip(new Card("1", new Issuer("bank")))).isInstanceOf(Card.class);
    }
    for (Coding bounded : of(Bounded.class)) {
      assertThat(bounded.roundTrip(new Bounded<>(new Cash()))).isInstanceOf(Bounded.class);
    }
  }

  @Test
  void collectionOfYours_takesItsElements() throws Exception {
    Orders list = new Orders();
    list.add(order(null));

    for (Coding orders : of(Orders.class)) {
      assertThat((Orders) orders.roundTrip(list)).hasSize(1);
    }
  }

  @SuppressWarnings("JavaUtilDate") // applications have Dates
  static Stream<Object> plainValues() {
    return Stream.of(
        "text",
        1L,
        LocalDate.EPOCH,
        new Date(0),
        new Timestamp(0),
        new java.sql.Date(0),
        new GregorianCalendar(2026, 0, 1),
        URI.create("https://example.org"),
        TimeUnit.SECONDS,
        Map.of("a", List.of(1)),
        new ConcurrentHashMap<>(Map.of("a", 1)),
        new CopyOnWriteArrayList<>(List.of("a")),
        Collections.synchronizedMap(new HashMap<>(Map.of("a", 1))),
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
        new TreeMap<>(Comparator.reverseOrder()),
        Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("a", 1))));
  }

  @ParameterizedTest
  @MethodSource("plainValues")
  void fieldOfAnything_takesPlainValuesOfTheJdk(Object value) throws Exception {
    for (Coding orders : of(Order.class)) {
      assertThat(((Order) orders.roundTrip(order(value))).anything).isEqualTo(value);
    }
  }

  @Test
  void otherClasses_areRefusedByBothSidesAndNamedWithTheSetting() throws Exception {
    for (Object other : List.<Object>of(new Unrelated(), new Unrelated[0], new Courier())) {
      String name = other.getClass().getTypeName().replace("[]", "");
      List<Coding> codings = of(Order.class);
      for (int i = 0; i < codings.size(); i++) {
        Coding orders = codings.get(i);
        byte[] planted = of(Object.class).get(i).encode(order(other));

        assertThatThrownBy(() -> orders.encode(order(other)))
            .isInstanceOf(InvalidClassException.class)
            .hasMessageContaining("set java-filter to 'configured-types;%s'", name);
        assertThatThrownBy(() -> orders.decode(planted))
            .isInstanceOf(InvalidClassException.class)
            .hasMessageContaining("set java-filter to 'configured-types;%s'", name);
      }
    }
  }

  @Test
  void whatTheMessageSays_helps() throws Exception {
    String pattern = "configured-types;" + Unrelated.class.getName();
    Coding orders = Coding.of(StandardCodec.forValues(JavaFilter.of(pattern, Order.class)));

    Order read = (Order) orders.roundTrip(order(new Unrelated()));

    assertThat(read.anything).isInstanceOf(Unrelated.class);
  }

  @Test
  void lambdaOfAnInterfaceOfYours_isRefused() throws Exception {
    Object lambda = (Supplier<String> & Serializable) () -> "a";

    byte[] planted = Coding.of(JavaCodec.forValues(JavaFilter.of("*"))).encode(lambda);
    assertThatThrownBy(() -> of(Payment.class).get(1).decode(planted))
        .isInstanceOf(InvalidClassException.class);
  }

  static final class OfALibrary {}

  static final class Remote implements Serializable {
    private static final long serialVersionUID = 1L;
    @Nullable OfALibrary gone;
  }

  /** As where a library is optional: reflection throws an error. */
  @Test
  void classWithAFieldOfAMissingOne_leavesOthersRefused() throws Exception {
    Class<?> remote =
        anew(
            Remote.class,
            OfALibrary.class,
            () -> {
              throw Undeclared.thrown(new ClassNotFoundException());
            });
    assertThatThrownBy(remote::getDeclaredFields).isInstanceOf(NoClassDefFoundError.class);

    for (Coding remotes : of(remote)) {
      assertThat(remotes.roundTrip("a")).isEqualTo("a");
      assertThatThrownBy(() -> remotes.encode(new Unrelated()))
          .isInstanceOf(InvalidClassException.class);
    }
  }

  /** A class of another loader, which does something before it loads another one. */
  private static Class<?> anew(Class<?> type, Class<?> other, Runnable before)
      throws ClassNotFoundException {
    Predicate<String> own =
        name -> {
          if (name.equals(other.getName())) {
            before.run();
          }
          return name.equals(type.getName());
        };
    return new OwnClasses("anew", own).loadClass(type.getName());
  }

  /** Public, as a class of another loader implements it. */
  public interface Declared {}

  static final class Part implements Serializable {}

  static final class Whole implements Declared, Serializable {
    @Nullable Part part;
  }

  /** Or the other one would refuse the part, and fail. */
  @Test
  void subtype_isKnownToAnotherThreadOnlyWithItsParts() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    Class<?> whole =
        anew(
            Whole.class,
            Part.class,
            () -> {
              asked.countDown();
              Latches.await(answered);
            });
    ObjectInputFilter filter = JavaFilter.of("configured-types", Declared.class);
    FutureTask<List<Status>> answers =
        new FutureTask<>(
            () ->
                Stream.of(whole, Part.class)
                    .map(type -> filter.checkInput(new FilterQuestion(type)))
                    .toList());

    new Thread(() -> filter.checkInput(new FilterQuestion(whole))).start();
    asked.await();
    Thread other = new Thread(answers);
    other.start();
    while (other.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    answered.countDown();

    assertThat(answers.get()).containsExactly(Status.ALLOWED, Status.ALLOWED);
  }

  /** A field of anything had it before the field that may. */
  @Test
  void classThatWasRefused_isTakenOnceADeclarationNamesIt() throws Exception {
    Order wrong = new Order();
    wrong.anything = new Issuer("bank");
    for (int codec : new int[] {0, 1}) {
      Coding orders = of(Order.class).get(codec);
      assertThatThrownBy(() -> orders.encode(wrong)).isInstanceOf(InvalidClassException.class);

      assertThat(orders.roundTrip(order(null))).isInstanceOf(Order.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        String.class, Long.class, LocalDate.class, Date.class, BigDecimal.class,
        byte[].class, Order.class, Payment.class, Payment[].class, Orders.class
      })
  void typeThatSaysWhatItHolds_allowsThat(Class<?> type) {
    assertThat(JavaFilter.defaultFor(type)).isEqualTo("configured-types");
  }
}
