/** Stands for style sheets and pictures, which tests do not look at. */
export default {};
