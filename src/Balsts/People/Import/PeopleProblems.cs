using Foundation.Outcomes;

namespace Balsts.People.Import;

/// <summary>Why a list of people, a row or a cell of it cannot be taken.</summary>
public static class PeopleProblems
{
    public static readonly Problem ColumnNeeded = Invalid("people.column-needed", "Say which column holds the given name and which the family name.");
    public static readonly Problem ColumnMissing = Invalid("people.column-missing", "The file has no column “{0}”. Choose another one.");
    public static readonly Problem ColumnTwice = Invalid("people.column-twice", "The column “{0}” is chosen for two things. Choose another one for one of them.");
    public static readonly Problem GivenNameMissing = Invalid("people.given-name-missing", "The given name is missing. Write it in.");
    public static readonly Problem FamilyNameMissing = Invalid("people.family-name-missing", "The family name is missing. Write it in.");
    public static readonly Problem NotPlain = Invalid("people.not-plain", "The text contains control characters or HTML. Type it anew without them.");
    public static readonly Problem TooLong = Invalid("people.too-long", "The text is longer than {0} characters. Shorten it.");
    public static readonly Problem EmailMalformed = Invalid("people.email-malformed", "This is no e-mail address. Correct it, or leave the cell empty.");
    public static readonly Problem PhoneMalformed = Invalid("people.phone-malformed", "This is no telephone number. Correct it, or leave the cell empty.");
    public static readonly Problem PostUnknown = Invalid("people.post-unknown", "This post is not known. Correct it, or have it added to the country pack.");
    public static readonly Problem LoadMalformed = Invalid("people.load-malformed", "A load is a share of full time from 0.001 to 2, such as 0.5 or 50 %. Correct it.");
    public static readonly Problem DayMalformed = Invalid("people.day-malformed", "This is no day. Write it as 2026-09-01 or 01.09.2026.");
    public static readonly Problem DayOutOfRange = Invalid("people.day-out-of-range", "The year lies before 1900 or after 2100. Correct the day.");
    public static readonly Problem EndsBeforeStart = Invalid("people.ends-before-start", "The last day lies before the first. Correct one of them.");

    public static readonly Problem UnitMissing = Invalid("people.unit-missing", "The row does not say where the person works. Write the institution’s register number, or choose a unit for all such rows.");
    public static readonly Problem UnitUnknown = Invalid("people.unit-unknown", "You keep no people of such a unit. Write its register number or its whole name as the register has it.");
    public static readonly Problem UnitAmbiguous = Invalid("people.unit-ambiguous", "Several units have this name. Write the register number instead.");
    public static readonly Problem RowTwice = Invalid("people.row-twice", "Row {0} says the same person in the same unit already. Leave one of the two.");
    public static readonly Problem SameAsOther = Invalid("people.same-as-other", "Row {0} has the same identifier or e-mail under another name. Each person has one of their own; correct it, or leave the cell empty.");
    public static readonly Problem NumberOfAnother = Invalid("people.number-of-another", "This number belongs to somebody of another name. Correct it, or leave the cell empty.");
    public static readonly Problem EmailOfAnother = Invalid("people.email-of-another", "This e-mail belongs to somebody of another name. Correct it, or leave the cell empty.");
    public static readonly Problem NameOfTwo = Invalid("people.name-of-two", "Two people of this name work in this unit. Write the identifier or e-mail, or merge the two.");

    static Problem Invalid(string code, string message) => new(ProblemKind.Invalid, code, message);
}
