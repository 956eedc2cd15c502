#include "base/html.hpp"

#include <gtest/gtest.h>

TEST(Html, text_never_becomes_markup) {
    EXPECT_EQ(michi::escape("<b a=\"x\" c='y'>&").markup(),
              "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;");
}

TEST(Html, japanese_text_passes_unchanged) {
    EXPECT_EQ(michi::escape("佐伯 ひなた𠮷").markup(), "佐伯 ひなた𠮷");
}
