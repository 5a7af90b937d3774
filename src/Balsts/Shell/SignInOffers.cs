namespace Balsts.Shell;

/// <summary>Somebody whom a visitor may be without a password.</summary>
/// <param name="Name">What the button sends.</param>
/// <param name="Person">Who they are.</param>
/// <param name="Post">Their post and where they hold it, in the reader's language.</param>
/// <param name="Story">What being them shows.</param>
/// <param name="Lang">The language of the name.</param>
public sealed record SignInOffer(string Name, string Person, string Post, string Story, string Lang);

/// <summary>Whom the sign-in page offers; a room above gives them, and gives none outside of the demo.</summary>
public interface ISignInOffers
{
    IReadOnlyList<SignInOffer> In(Foundation.Languages.Texts t);
}
