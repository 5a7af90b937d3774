using Foundation.Outcomes;

namespace Balsts.Units.Register;

/// <summary>Why the register, a row or a cell of it cannot be taken.</summary>
public static class RegisterProblems
{
    public static readonly Problem ColumnMissing = Invalid("register.column-missing", "The file “{0}” has no column “{1}”. Take the ministry's list as it is, with its column names in row 1.");
    public static readonly Problem NumberMissing = Invalid("register.number-missing", "The registration number is missing. Look it up in the register of institutions and write it in.");
    public static readonly Problem NumberMalformed = Invalid("register.number-malformed", "A registration number has ten digits. Correct it; a spreadsheet may have cut zeros at its start.");
    public static readonly Problem NumberTwice = Invalid("register.number-twice", "The registration number already stands in row {1} of “{0}”. Delete one of the two rows, or correct its number.");
    public static readonly Problem NameMissing = Invalid("register.name-missing", "The name is missing. Write it in.");
    public static readonly Problem NotPlain = Invalid("register.not-plain", "The text contains control characters or HTML. Type it anew without them.");
    public static readonly Problem TooLong = Invalid("register.too-long", "The text is longer than {0} characters. Shorten it.");
    public static readonly Problem TypeUnknown = Invalid("register.type-unknown", "This type of institution is not known. Correct it, or have it added to the country pack.");
    public static readonly Problem SectorUnknown = Invalid("register.sector-unknown", "This kind of institution is not known. Correct it, or have it added to the country pack.");
    public static readonly Problem FounderUnknown = Invalid("register.founder-unknown", "This subordination is not known. Correct it, or have it added to the country pack.");
    public static readonly Problem MunicipalityUnknown = Invalid("register.municipality-unknown", "There was no such municipality in 2020. Correct the name.");
    public static readonly Problem PupilsMalformed = Invalid("register.pupils-malformed", "The number of pupils is not a whole number. Correct it, or leave the cell empty.");
    public static readonly Problem EmailMalformed = Invalid("register.email-malformed", "This is no e-mail address; the institution is taken without it. Correct it.");
    public static readonly Problem PhoneMalformed = Invalid("register.phone-malformed", "This is no telephone number; the institution is taken without it. Correct it.");

    static Problem Invalid(string code, string message) => new(ProblemKind.Invalid, code, message);
}
