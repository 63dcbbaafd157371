package io.sealcache.spring.boot;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The beans that are made by now, of a context and those above it. */
final class MadeBeans {
  private final ConfigurableListableBeanFactory beans;

  MadeBeans(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  /** Makes none that isn't made. */
  <T> void forEach(Class<T> type, BiConsumer<? super T, String> action) {
    for (@Nullable ConfigurableListableBeanFactory each = beans;
        each != null;
        each = parent(each)) {
      for (String name : each.getBeanNamesForType(type, true, false)) {
        if (each.containsSingleton(name)) {
          action.accept(each.getBean(name, type), name);
        }
      }
    }
  }

  private static @Nullable ConfigurableListableBeanFactory parent(HierarchicalBeanFactory beans) {
    BeanFactory parent = beans.getParentBeanFactory();
    return parent instanceof ConfigurableApplicationContext context
        ? context.getBeanFactory()
        : parent instanceof ConfigurableListableBeanFactory factory ? factory : null;
  }
}
