// The way past the decision: for what is sealed again, compared by a rule or fed to the search. Who may
// include this is a list with reasons in tools/fence.py.
#pragma once

#include "policy/personal.hpp"

namespace michi {

template <Field of, class T>
const T& past_decision(const Personal<of, T>& value) {
    return value.value_;
}

}  // namespace michi
