package io.sealcache;

import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.StandardMBean;

/** An MXBean whose attributes say what they are. */
final class DescribedBean<T> extends StandardMBean {
  private final String description;
  private final Map<String, String> attributes;

  /**
   * @param attributes the description of each attribute, by its name
   */
  DescribedBean(T bean, Class<T> type, String description, Map<String, String> attributes) {
    super(bean, type, true);
    this.description = description;
    this.attributes = attributes;
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return description;
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    return attributes.getOrDefault(info.getName(), info.getName());
  }
}
