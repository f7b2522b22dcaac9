package dev.telar.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/// Which keys a file must have: all that are always written. Files of earlier versions lack those
/// that are left out when they are empty.
final class RequiredKeys extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return (member instanceof AnnotatedParameter && !member.hasAnnotation(JsonInclude.class))
        ? Boolean.TRUE
        : super.hasRequiredMarker(config, member);
  }
}
